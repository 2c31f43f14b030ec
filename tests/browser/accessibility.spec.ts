import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { asks } from "./support/asking.ts";
import { problemsInEveryTheme } from "./support/axe.ts";
import { expect, nameOf, newPhone, test } from "./support/fixtures.ts";
import { syncs } from "./support/saved.ts";

/** Each of the pages of which the routes name the kinds. */
const help = {
  "/help": ["/help"],
  "/help/:name": [
    "/help/tour",
    "/help/upward",
    "/help/two",
    "/help/two?of=late&card=giver",
    "/help/two?of=late&card=recipient",
  ],
  "/help/:name/:id": ["/help/practice/late"],
  "/guide/:about": ["/guide/worried", "/guide/mastery"],
};

/** The same of what a coach and a learner have; meetings and askings are looked at in coaching.spec.ts. */
const coaching = {
  "/coach": ["/coach"],
  "/coach/:name": ["/coach/check-in", "/coach/mine"],
  "/coach/:name/:id": ["/coach/learner/:id"],
};

/** Online pages, as whoever runs a campaign has them; what raters, facilitators and learners see is in campaigns.spec.ts. */
const campaigns = {
  "/campaigns": ["/campaigns"],
  "/campaigns/:name": [
    "/campaigns/new",
    "/campaigns/form",
    "/campaigns/route",
    "/campaigns/nobody",
  ],
  "/campaigns/:name/:id": ["/campaigns/report/nobody"],
};

/** Whose phone each page is looked at on; a page of one thing is opened from its list. */
const pages = {
  attending: [
    "/",
    "/jot",
    "/later",
    "/inbox",
    "/inbox/go/:id",
    "/given",
    "/plans",
    "/scan",
    "/r",
    "/sync",
    "/you",
    "/you/notifications",
    ...Object.values(help).flat(),
  ],
  resident: [
    ...[
      "/ask",
      "/asked",
      "/inbox",
      "/entry/:id",
      "/plans",
      "/plans/:id",
      "/plans/new",
    ],
    "/you/calendar",
    ...["/learning-plan", "/learning-plan/new", "/learning-plan/:id"],
  ],
  coach: ["/program", "/people/:id", ...Object.values(coaching).flat()],
  coordinator: ["/program", ...Object.values(campaigns).flat()],
  director: ["/program", "/people/:id"],
  nobody: ["/sign-in", "/g", "/rate"],
} as const;

/** Looked at below, where somebody asks, and in learning-plans.spec.ts. */
const elsewhere = ["/asked/:id", "/asked/:id/code", "/learning-plan/:id/:view"];

const lists: Record<string, string> = {
  "/entry/:id": "/inbox",
  "/plans/:id": "/plans",
  "/people/:id": "/program",
  "/coach/learner/:id": "/coach",
  "/learning-plan/:id": "/learning-plan",
};

/** Opens a page; resolves once it has nothing on its way. */
async function open(page: Page, url: string, route: string): Promise<void> {
  const list = lists[route];
  await page.goto(
    `${url}${list ?? route.replace(":id", "nobody")}${route === "/r" || route === "/g" ? "#AQ" : ""}`,
  );
  if (list)
    await page
      .locator(`main a[href^="${route.slice(0, -3)}0"]`)
      .first()
      .tap();
  await page.getByRole("heading", { level: 1 }).waitFor();
  // what is read there has gaps to fill in
  if (!route.startsWith("/help"))
    await expect(page.getByText(/…$/)).toHaveCount(0);
}

test("every page of the app is looked at here", async () => {
  const source = await readFile(
    new URL("../../pwa/src/app/routes.ts", import.meta.url),
    "utf8",
  );
  const routes = [...source.matchAll(/(?:first|listed|page)\('([^']+)'/g)].map(
    ([, path = ""]) => path,
  );
  expect(routes.length).toBeGreaterThan(20);
  const grouped = [help, coaching, campaigns].flatMap((group) =>
    Object.keys(group),
  );
  expect([...Object.values(pages).flat(), ...grouped, ...elsewhere]).toEqual(
    expect.arrayContaining(routes),
  );
});

for (const [who, routes] of Object.entries(pages)) {
  test(`axe finds nothing on the pages of ${who}, in either theme and with more contrast`, async ({
    browser,
    server,
    signedIn,
  }) => {
    const fresh = who === "nobody" ? await newPhone(browser) : undefined;
    const page = fresh ? await fresh.newPage() : (await signedIn(who)).page;
    for (const route of routes) {
      await open(page, server.url, route);
      expect(await problemsInEveryTheme(page), route).toEqual([]);
    }
    await fresh?.close();
  });
}

test("axe finds nothing while somebody asks, shows a code and is answered", async ({
  server,
  signedIn,
}) => {
  const { url } = server;
  const question = "What should I have said first?";
  const { page: asking } = await signedIn("resident");
  const { page: answering } = await signedIn("attending");

  await asking.goto(`${url}/ask`);
  await asking
    .getByRole("textbox", { name: "Your question" })
    .fill("How am I doing?");
  await asking.getByText("This could be easier to answer").waitFor();
  await asking
    .getByRole("checkbox", { name: "Ask for five minutes in person" })
    .tap();
  await asking.getByRole("button", { name: "Ask", exact: true }).tap();
  await asking.getByText("Choose whom you ask.").waitFor();
  expect(
    await problemsInEveryTheme(asking),
    "the coach, and what is missing",
  ).toEqual([]);
  await asks(asking, url, await nameOf(url, "attending"), question);
  expect(await problemsInEveryTheme(asking), "saved").toEqual([]);
  await asking.getByRole("link", { name: "Open the request" }).tap();
  await asking.getByRole("link", { name: "Show the code" }).waitFor();
  expect(await problemsInEveryTheme(asking), "the request").toEqual([]);
  await asking.getByRole("link", { name: "Show the code" }).tap();
  await asking
    .getByRole("img", { name: "QR code with your question" })
    .waitFor();
  expect(await problemsInEveryTheme(asking), "the code").toEqual([]);
  await syncs(asking, url);

  await syncs(answering, url);
  await answering.goto(`${url}/inbox`);
  const card = answering.getByRole("article").filter({ hasText: question });
  await card.getByRole("button", { name: /^Decline/ }).tap();
  await answering.getByRole("button", { name: "Not now" }).waitFor();
  expect(await problemsInEveryTheme(answering), "declining").toEqual([]);
  await answering.keyboard.press("Escape");
  await card.getByRole("link", { name: /^Answer/ }).tap();
  await answering.getByText(question).waitFor();
  expect(await problemsInEveryTheme(answering), "answering").toEqual([]);
  await answering.goto(`${url}/r#AQ`);
  await answering.getByRole("link", { name: "Scan again" }).waitFor();
  expect(await problemsInEveryTheme(answering), "a bad code").toEqual([]);
});

test("no page scrolls sideways on the narrowest phone", async ({
  server,
  signedIn,
}) => {
  const { page } = await signedIn("resident");
  await page.setViewportSize({ width: 320, height: 640 });
  for (const place of [
    "/",
    "/ask",
    "/asked",
    "/inbox",
    "/plans",
    "/plans/new",
    "/given",
    "/scan",
    "/sync",
    "/you",
    "/you/notifications",
    "/you/calendar",
    "/learning-plan",
    "/learning-plan/new",
    "/campaigns",
    "/campaigns/new",
    ...Object.values(help).flat(),
    "/coach/mine",
    "/coach/check-in",
  ]) {
    await page.goto(`${server.url}${place}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    const width = await page.evaluate(
      () => document.documentElement.scrollWidth,
    );
    expect(width, place).toBeLessThanOrEqual(320);
  }
});
