/** What a person sees of requests on this device: the server's rows with their own waiting operations applied. */
import type { Table } from 'dexie';
import type { ServerRow, WaymarkDb } from '../../db/schema';
import { pendingOps, type PendingOp } from '../../sync/pending';
import type { GiveBody } from '../feedback/model';
import { stateOn, USUAL_DAYS, type RequestRow } from './model';
import { deriveRequest, type RequestView } from './view';

const requestsIn = (db: WaymarkDb) => db.requests as unknown as Table<RequestRow, string>;

/** How many days a program leaves its requests open. */
export type DaysOf = (program: string) => number;
const usual: DaysOf = () => USUAL_DAYS;

/** Operations by the request they are about. */
async function opsByRequest(db: WaymarkDb): Promise<Map<string, PendingOp[]>> {
  const ops = await pendingOps(db, { kinds: ['requests.', 'feedback.give'] });
  const byRequest = new Map<string, PendingOp[]>();
  for (const op of ops) {
    const request = op.kind === 'feedback.give' ? (op.body as GiveBody).request : op.subject;
    if (request === null) continue;
    const known = byRequest.get(request);
    if (known) known.push(op);
    else byRequest.set(request, [op]);
  }
  return byRequest;
}

/** Every request this person may see on this device, the one asked last first. */
export async function allRequests(db: WaymarkDb, daysOf: DaysOf = usual): Promise<RequestView[]> {
  const [rows, byRequest] = await Promise.all([requestsIn(db).toArray(), opsByRequest(db)]);
  const views = rows.map((row) => deriveRequest(row, byRequest.get(row.id) ?? [], daysOf(row.program)));
  for (const row of rows) byRequest.delete(row.id);
  for (const own of byRequest.values()) views.push(deriveRequest(undefined, own, daysOf(own[0]?.program ?? '')));
  return views
    .filter((view) => view !== undefined)
    .sort((a, b) => Date.parse(b.request.asked_at) - Date.parse(a.request.asked_at));
}

/** What `me` asked others. */
export async function askedBy(db: WaymarkDb, me: string, daysOf: DaysOf = usual): Promise<RequestView[]> {
  return (await allRequests(db, daysOf)).filter(({ request }) => request.learner === me);
}

/** What others ask `me` and still waits, the one whose day comes first first; what was just declined stays a moment. */
export async function askedOf(db: WaymarkDb, me: string, today: string): Promise<RequestView[]> {
  const views = await allRequests(db);
  return views
    .filter(
      ({ request, undoOp, attention }) =>
        request.learner !== me &&
        (request.assessor === me || request.assessor === null) &&
        (stateOn(request, today) === 'open' || undoOp !== null || attention.length > 0),
    )
    .sort((a, b) => (a.request.until < b.request.until ? -1 : a.request.until > b.request.until ? 1 : 0));
}

/** How many open questions others ask `me`, for the mark beside the inbox. */
export async function openCount(db: WaymarkDb, me: string, today: string): Promise<number> {
  return (await askedOf(db, me, today)).filter(({ request }) => stateOn(request, today) === 'open').length;
}

/** One request, or nothing where this device does not have it. */
export async function requestById(db: WaymarkDb, id: string, daysOf: DaysOf = usual): Promise<RequestView | undefined> {
  const [row, byRequest] = await Promise.all([requestsIn(db).get(id), opsByRequest(db)]);
  const ops = byRequest.get(id) ?? [];
  return deriveRequest(row, ops, daysOf(row?.program ?? ops[0]?.program ?? ''));
}

/** The entry with which `author` answered a request already; null where there is none on this device. */
export async function answerTo(db: WaymarkDb, request: string, author: string): Promise<string | null> {
  const waiting = await pendingOps<GiveBody>(db, { kinds: ['feedback.give'] });
  const own = waiting.find(({ body }) => body.request === request);
  if (own) return own.subject;
  const row = await requestsIn(db).get(request);
  const isTheirs = (entry: ServerRow | undefined) => entry?.['author'] === author;
  // a request that only its code has told of is not named by any row
  const stored = row
    ? (await db.feedbackEntries.bulkGet(row.entries)).find(isTheirs)
    : await db.feedbackEntries.filter((entry) => isTheirs(entry) && entry['request'] === request).first();
  return stored?.id ?? null;
}
