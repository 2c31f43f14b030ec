/** The inbox: what was written about a person, and what was answered to what they wrote. Pure. */
import type { ReadMarkRow, ResponseRow } from '../reflections/model';
import type { Amendment, FeedbackEntry } from '../feedback/model';

export type InboxItem =
  | { kind: 'entry'; at: string; entry: FeedbackEntry; unread: boolean; amended: boolean }
  | { kind: 'reply'; at: string; entry: FeedbackEntry; reply: ResponseRow; unread: boolean };

export interface Reply {
  entry: FeedbackEntry;
  reply: ResponseRow;
  unread: boolean;
}

/** When something reached the server: that is when it could first be read, whatever the writer's clock said. */
export function arrival(row: { received_at: string | null; given_at: string }): string {
  return row.received_at ?? row.given_at;
}

/** Whether an entry waits to be read: never opened, or amended since. */
export function isUnread(mark: ReadMarkRow | undefined, added: readonly Amendment[]): boolean {
  return !mark || added.some((amendment) => isAfter(arrival(amendment), mark.at));
}

/** Whether an entry belongs into the learner's list: one withdrawn before it was read never shows. */
export function belongsInInbox(entry: FeedbackEntry, read: boolean): boolean {
  return entry.state === 'given' || read;
}

/** Whether the author has not opened the entry since this answer came. */
export function isNewReply(reply: ResponseRow, mark: ReadMarkRow | undefined): boolean {
  return !mark || isAfter(arrival(reply), mark.at);
}

/** Answers an author is told of. An acknowledgement is seen beside what was given and asks for nothing. */
export function isTold(reply: ResponseRow, me: string): boolean {
  return reply.author !== me && reply.kind !== 'acknowledged';
}

/**
 * Whether the author has added something since a question or another view came. Two phones wrote them, so only the
 * server's times compare; what still waits to be sent is the newest.
 */
export function isAnswered(response: ResponseRow, added: readonly Amendment[]): boolean {
  return added.some((one) => one.received_at === null || isAfter(one.received_at, arrival(response)));
}

/** Both kinds in one list, newest arrival first. What waits to be read again though it was opened was amended. */
export function mergeInbox(
  entries: readonly FeedbackEntry[],
  replies: readonly Reply[],
  unread: ReadonlySet<string>,
  opened: { has(id: string): boolean },
): InboxItem[] {
  const items: InboxItem[] = [
    ...entries.map((entry) => ({
      kind: 'entry' as const,
      at: arrival(entry),
      entry,
      unread: unread.has(entry.id),
      amended: unread.has(entry.id) && opened.has(entry.id),
    })),
    ...replies.map((one) => ({ kind: 'reply' as const, at: arrival(one.reply), ...one })),
  ];
  return items.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}

function isAfter(a: string, b: string): boolean {
  return Date.parse(a) > Date.parse(b);
}
