import type { Locator, Page } from '@playwright/test';
import { expect, nameOf, newPhone, test } from './support/fixtures.ts';

/** Goes there by the Tab key alone; fails where the way does not lead there. */
async function tabTo(page: Page, target: Locator, most = 60): Promise<void> {
  for (let pressed = 0; pressed < most; pressed++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}

const press = async (page: Page, target: Locator, key = 'Enter') => {
  await tabTo(page, target);
  await page.keyboard.press(key);
};

test('after a change of page the reader stands at its name', async ({ signedIn }) => {
  const { page } = await signedIn('attending');

  for (const [place, name] of [
    [/^Inbox/, 'Inbox'],
    [/^Plans/, 'Plans'],
    [/^Given/, 'Given'],
  ] as const) {
    await page.getByRole('navigation').getByRole('link', { name: place }).press('Enter');
    await expect(page.getByRole('heading', { level: 1, name })).toBeFocused();
    await expect(page).toHaveTitle(`${name} · Waymark`);
  }
});

test('somebody signs in and gives feedback with the keyboard alone, and hears what everything is', async ({
  browser,
  server,
}) => {
  const learner = await nameOf(server.url, 'resident');
  const attending = await nameOf(server.url, 'attending');
  const context = await newPhone(browser);
  const page = await context.newPage();
  await page.goto(server.url);
  await page.getByRole('heading', { name: 'Try the demo' }).waitFor();
  await expect(page.getByRole('main')).toMatchAriaSnapshot(`
    - main:
      - heading "Sign in" [level=1]
      - region "Try the demo":
        - list "Try the demo":
          - listitem:
            - button /${attending}/
      - textbox "E-mail"
      - textbox "Password"
      - button "Sign in"
  `);
  await press(page, page.getByRole('button', { name: attending }));

  const search = page.getByRole('searchbox', { name: 'Search by name' });
  await search.waitFor();
  await expect(page.getByRole('navigation')).toMatchAriaSnapshot(`
    - navigation "Places":
      - list:
        - listitem:
          - link /^Inbox/
        - listitem:
          - link "Plans"
        - listitem:
          - link "Give"
        - listitem:
          - link "Given"
        - listitem:
          - link "You"
  `);
  await tabTo(page, search);
  await page.keyboard.type(learner);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Skill' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.type('handoff');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'What went well' })).toBeFocused();
  await page.keyboard.type('On rounds you named the sickest patient first.');
  await tabTo(page, page.getByRole('radio', { name: /^Not yet Level 1/ }));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('radio', { name: /^Level 1½/ })).toBeChecked();
  await expect(page.locator('form')).toMatchAriaSnapshot(`
    - region "Who":
      - heading "Who" [level=2]
      - button /^Change/
    - region "Skill":
      - heading "Skill" [level=2]
      - button /^Change/
    - textbox "What went well": On rounds you named the sickest patient first.
    - textbox "What to do differently"
    - textbox "Next step"
    - region "Feedback coach"
    - group /^Level you saw/:
      - radio /^Not yet Level 1/
      - radio /^Level 1½/ [checked]
      - radio "Cannot judge"
    - button /^Who will see this/
    - button "Save"
  `);
  await press(page, page.getByRole('button', { name: 'Save', exact: true }));

  await expect(page.getByRole('heading', { name: 'Saved on this phone' })).toBeFocused();
  await context.close();
});

test('a resident reads, asks back and makes a plan with the keyboard alone', async ({ server, signedIn }) => {
  const { page } = await signedIn('resident');
  const heading = page.getByRole('heading', { level: 1 });
  await page.goto(`${server.url}/inbox`);
  const entry = page.locator('main a[href^="/entry/0"]').first();
  await entry.waitFor();
  await press(page, entry);
  await expect(heading).toBeFocused();
  await page.getByRole('heading', { name: 'About this entry' }).waitFor();
  await expect(page.getByRole('article')).toMatchAriaSnapshot(`
    - article:
      - region "What do you make of it?":
        - button "I have read it"
        - link /^Make a plan/
        - button "Say thank you"
        - button "Ask back"
        - button "I see it differently"
        - button "Reflect"
      - region "About this entry"
      - region "Who can see this"
  `);

  // a sheet holds the focus, gives it back, and leaves the reader at what came of it
  const ask = page.getByRole('button', { name: 'Ask back' });
  await press(page, ask);
  const question = page.getByRole('textbox', { name: 'Your question' });
  await expect(question).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(ask).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(question).toBeFocused();
  for (let pressed = 0; pressed < 6; pressed++) {
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('dialog, body')?.tagName)).toMatch(/DIALOG|BODY/);
  }
  await press(page, page.getByRole('button', { name: 'Ask', exact: true }));
  await expect(page.getByText('Saved on this phone')).toBeFocused();
  await expect(page.getByText('Can you give me an example?')).toBeVisible();

  await press(page, page.getByRole('link', { name: /^Make a plan/ }));
  await expect(heading).toHaveText('New plan');
  await expect(heading).toBeFocused();
  // what the entry proposes is set aside, where it proposes something: the first one of the inbox depends on the day
  for (const group of await page.getByRole('region', { name: /proposes$/ }).getByRole('group').all()) {
    await tabTo(page, group.getByRole('radio', { name: 'Accept' }));
    await page.keyboard.press('ArrowLeft');
    await expect(group.getByRole('radio', { name: 'Set aside' })).toBeChecked();
  }
  const goal = page.getByRole('textbox', { name: 'Goal' });
  await tabTo(page, goal);
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.type('One sentence for every patient');
  await press(page, page.getByRole('button', { name: 'Add a step' }));
  await tabTo(page, page.getByRole('textbox', { name: 'Step 1' }));
  await page.keyboard.type('Say it aloud on rounds tomorrow');
  await press(page, page.getByRole('button', { name: 'Remove step 1' }));
  await expect(page.getByRole('heading', { name: 'Steps' })).toBeFocused();
  await press(page, page.getByRole('button', { name: 'Save plan' }));

  await expect(heading).toHaveText('One sentence for every patient');
  await expect(heading).toBeFocused();
  await press(page, page.getByRole('button', { name: 'Add a step' }));
  await expect(page.getByRole('textbox', { name: 'What you will do' })).toBeFocused();
  await page.keyboard.type('Say it aloud on rounds tomorrow');
  await press(page, page.getByRole('button', { name: 'Save step' }));
  const step = page.getByRole('checkbox', {
    name: /^Say it aloud on rounds tomorrow/,
  });
  await press(page, step, 'Space');
  await expect(step).toBeChecked();
  await expect(page.getByRole('article')).toMatchAriaSnapshot(`
    - article:
      - button "Change the goal"
      - region "Steps":
        - list:
          - listitem:
            - checkbox /^Say it aloud/ [checked]
            - 'button "Change step: Say it aloud on rounds tomorrow"'
        - button "Add a step"
  `);
  await press(page, page.getByRole('button', { name: /^Change step/ }));
  await press(page, page.getByRole('button', { name: 'Remove this step' }));
  await expect(page.getByRole('heading', { name: 'Steps' })).toBeFocused();
});

test('a resident asks for feedback with the keyboard alone', async ({ server, signedIn }) => {
  const { page } = await signedIn('resident2');
  await page.goto(`${server.url}/ask`);
  const code = page.getByRole('button', { name: 'Show a code in person' });
  await code.waitFor();
  await press(page, code);
  const skills = page.getByRole('searchbox', { name: /^Search, such as/ });
  await tabTo(page, skills);
  await page.keyboard.type('handoff');
  await page.keyboard.press('Enter');
  const question = page.getByRole('textbox', { name: 'Your question' });
  await tabTo(page, question);
  await page.keyboard.type('What did the night team still have to ask me after my handoff?');
  await expect(page.locator('form')).toMatchAriaSnapshot(`
    - region "Whom you ask":
      - heading "Whom you ask" [level=2]
      - button /^Change/
    - region "Skill":
      - button /^Change/
    - textbox "Your question"
    - button "Make the code"
  `);
  await press(page, page.getByRole('button', { name: 'Make the code' }));
  await expect(page.getByRole('heading', { name: 'Saved on this phone' })).toBeFocused();
});
