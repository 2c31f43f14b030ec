/** What happened in the demo, asked for over the API by those who may read it. */
import { Reference, type ReferenceSnapshot } from '../../src/db/reference';
import type { FeedbackEntry } from '../../src/features/feedback/model';
import type { PlanRow } from '../../src/features/plans/model';
import type { RequestRow } from '../../src/features/requests/model';

/** Everything a replay needs to rebuild what each device had at each moment. */
export interface History {
  reference: Reference;
  entries: FeedbackEntry[];
  plans: PlanRow[];
  /** Those of the people whom the demo lets sign in; nobody else can read them. */
  requests: RequestRow[];
}

const PASSWORD = 'waymark-demo';

type Read = (path: string) => Promise<unknown>;

/** The director reads every record; what is asked is read by its own two people. */
export async function historyOf(url: string): Promise<History> {
  const people = (await get(url, '/demo/people')) as { people: { email: string }[] };
  const director = await signedIn(url, 'director@demo.test');
  const snapshot = (await director.read('/reference')) as ReferenceSnapshot;
  const reference = new Reference(snapshot);

  const entries: FeedbackEntry[] = [];
  const plans: PlanRow[] = [];
  for (const { id } of snapshot.members.filter(({ roles }) => roles.includes('learner'))) {
    entries.push(...(await all<FeedbackEntry>(director.read, `/feedback?learner=${id}`, 'entries')));
    plans.push(...(await all<PlanRow>(director.read, `/plans?learner=${id}`, 'plans')));
  }
  const requests = new Map<string, RequestRow>();
  for (const { email } of people.people) {
    const { read, roles } = await signedIn(url, email);
    if (!roles.some((role) => ['learner', 'faculty', 'team'].includes(role))) continue;
    for (const row of await all<RequestRow>(read, '/requests?', 'requests')) requests.set(row.id, row);
  }
  return { reference, entries, plans, requests: [...requests.values()] };
}

async function signedIn(url: string, email: string): Promise<{ read: Read; roles: string[] }> {
  const answer = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  const { access_token } = (await answer.json()) as { access_token: string };
  const me = (await get(url, '/me', access_token)) as { memberships: { program: { id: string }; roles: string[] }[] };
  const [membership] = me.memberships;
  if (!membership) throw new Error(`${email} belongs to no program`);
  const { program, roles } = membership;
  return { roles, read: (path) => get(url, `/programs/${program.id}${path}`, access_token) };
}

/** Every page of a list. */
async function all<Row>(read: Read, path: string, list: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let next: string | null = ''; next !== null;) {
    const page = (await read(`${path}&limit=200${next && `&before=${next}`}`)) as Record<string, unknown>;
    rows.push(...(page[list] as Row[]));
    next = (page['next'] as string | null | undefined) ?? null;
  }
  return rows;
}

async function get(url: string, path: string, token?: string): Promise<unknown> {
  const headers: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};
  const answer = await fetch(`${url}/api/v1${path}`, { headers });
  if (!answer.ok) throw new Error(`${path} answers ${String(answer.status)}`);
  return answer.json();
}
