/** Builder for tests of notifications: Cole is told of a plan. */
import { PROGRAM } from '../../feedback/testing/program';
import type { NotificationRow } from '../model';

export function aNotification(more: Partial<NotificationRow> = {}): NotificationRow {
  return {
    id: 'notification',
    program: PROGRAM,
    kind: 'plan_proposed',
    about: { kind: 'plan', id: 'plan' },
    at: '2026-11-21T09:00:00.000Z',
    read_at: null,
    ...more,
  };
}
