import type { Page } from '@playwright/test';

/** The ward's poster that the demo says at its start. */
export function posterOf(said: string): { link: string; word: string } {
  const found = /(http\S+\/rate#\S+) \(the word of the ward: ([\w-]+)\)/.exec(said);
  if (!found) throw new Error(`the demo said no poster:\n${said}`);
  const [, link = '', word = ''] = found;
  return { link, word };
}

/** A tap on one of the steps beside a line. */
export async function rates(page: Page, line: number, step: string): Promise<void> {
  await page.getByRole('radio', { name: step, exact: true }).nth(line).tap();
}

/** Answers six lines and one question as a nurse of the ward; how many taps it took besides typing. `before`: the first. */
export async function answersAll(page: Page, word: string, comment: string, before: () => void): Promise<number> {
  let taps = 0;
  const tap = async (what: Promise<void>) => {
    await what;
    taps += 1;
  };
  await page.keyboard.type(word); // the field has the cursor
  await page.keyboard.press('Enter');
  const whom = page.getByRole('group', { name: 'Whom is it about?' });
  const group = page.getByRole('group', { name: 'I answer as' });
  await group.or(whom).first().waitFor();
  if (await whom.isVisible()) await tap(whom.getByRole('radio').first().tap());
  await group.waitFor();
  before();
  await tap(group.getByRole('radio', { name: 'Nurse', exact: true }).tap());
  for (let line = 0; line < 6; line += 1) await tap(rates(page, line, line === 5 ? 'Could not observe' : 'Usually'));
  await tap(page.getByRole('textbox', { name: /keep doing/ }).tap());
  await page.keyboard.type(comment);
  await tap(page.getByRole('button', { name: 'Send', exact: true }).tap());
  await page.getByRole('heading', { name: 'Thank you' }).waitFor();
  return taps;
}

interface Reference {
  rotations: { id: string; name: string }[];
  assignments: { rotation: string; person: string; starts_on: string; ends_on: string }[];
}

/** The ward on which somebody of the demo works now, by name. */
export async function wardOf(url: string, who: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ email: `${who}@demo.test`, password: 'waymark-demo' });
  const answer = await fetch(`${url}/api/v1/session`, { method: 'POST', headers, body });
  const session = (await answer.json()) as {
    access_token: string;
    person: { id: string };
    memberships: { program: { id: string } }[];
  };
  const authorization = `Bearer ${session.access_token}`;
  const program = session.memberships[0]?.program.id ?? '';
  const read = await fetch(`${url}/api/v1/programs/${program}/reference`, { headers: { authorization } });
  const { rotations, assignments } = (await read.json()) as Reference;
  const today = new Date().toISOString().slice(0, 10);
  const own = assignments.filter(({ person, starts_on }) => person === session.person.id && starts_on <= today);
  own.sort((a, b) => b.starts_on.localeCompare(a.starts_on));
  const ward = rotations.find(({ id }) => id === own[0]?.rotation);
  if (!ward) throw new Error(`${who} works nowhere`);
  return ward.name;
}
