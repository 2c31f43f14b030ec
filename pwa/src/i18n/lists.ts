/**
 * What Inbox and Plans say besides the messages of the first load: they come before all others, which are half as long
 * again. at-once.test.ts holds that nothing these pages say at once is missing here.
 */
import { inbox } from './en/inbox';
import { notifications } from './en/notifications';
import { plans } from './en/plans';
import { requests } from './en/requests';

export const lists = { ...inbox, ...notifications, ...plans, ...requests } as const;
