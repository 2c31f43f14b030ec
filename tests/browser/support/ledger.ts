/** What the server has, asked for over its own API by somebody who may see it. */

interface Session {
  access_token: string;
  person: { id: string };
}
interface Change {
  kind: string;
  gone: boolean;
  data: {
    author?: string;
    went_well?: string | null;
    question?: string;
    state?: string;
    entries?: string[];
  } | null;
}

/** Everything in somebody's feed, as the server has it. */
async function feedOf(url: string, who: string): Promise<{ me: string; changes: Change[] }> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ email: `${who}@demo.test`, password: 'waymark-demo' });
  const session = (await (await fetch(`${url}/api/v1/session`, { method: 'POST', headers, body })).json()) as Session;
  const changes: Change[] = [];
  for (let cursor = 0, more = true; more;) {
    const authorization = `Bearer ${session.access_token}`;
    const answer = await fetch(`${url}/api/v1/sync/pull?cursor=${cursor}&limit=1000`, { headers: { authorization } });
    const page = (await answer.json()) as { cursor: number; more: boolean; changes: Change[] };
    changes.push(...page.changes);
    ({ cursor, more } = page);
  }
  return { me: session.person.id, changes };
}

/** The "what went well" of every entry somebody gave, as the server has them. */
export async function givenBy(url: string, who: string): Promise<string[]> {
  const { me, changes } = await feedOf(url, who);
  return changes.flatMap(({ kind, data }) =>
    kind === 'feedback_entry' && data?.author === me ? [data.went_well ?? ''] : [],
  );
}

/** Where somebody's request with this question stands, and how many entries answer it; one line for each such request. */
export async function requestsSaying(url: string, who: string, question: string): Promise<string[]> {
  const { changes } = await feedOf(url, who);
  return changes.flatMap(({ kind, data }) =>
    kind === 'request' && data?.question === question ? [`${data.state}, ${data.entries?.length ?? 0}`] : [],
  );
}

/** How many entries of somebody say these words. */
export async function timesGiven(url: string, who: string, words: string): Promise<number> {
  return (await givenBy(url, who)).filter((said) => said === words).length;
}
