/** What the server has, asked for over its own API by somebody who may see it. */

interface Session {
  access_token: string;
  person: { id: string };
}
interface Change {
  kind: string;
  gone: boolean;
  data: { author?: string; went_well?: string | null } | null;
}

/** The "what went well" of every entry somebody gave, as the server has them. */
export async function givenBy(url: string, who: string): Promise<string[]> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ email: `${who}@demo.test`, password: 'waymark-demo' });
  const session = (await (await fetch(`${url}/api/v1/session`, { method: 'POST', headers, body })).json()) as Session;
  const given: string[] = [];
  for (let cursor = 0, more = true; more;) {
    const authorization = `Bearer ${session.access_token}`;
    const answer = await fetch(`${url}/api/v1/sync/pull?cursor=${cursor}&limit=1000`, { headers: { authorization } });
    const page = (await answer.json()) as { cursor: number; more: boolean; changes: Change[] };
    for (const { kind, data } of page.changes) {
      if (kind === 'feedback_entry' && data?.author === session.person.id) given.push(data.went_well ?? '');
    }
    ({ cursor, more } = page);
  }
  return given;
}

/** How many entries of somebody say these words. */
export async function timesGiven(url: string, who: string, words: string): Promise<number> {
  return (await givenBy(url, who)).filter((said) => said === words).length;
}
