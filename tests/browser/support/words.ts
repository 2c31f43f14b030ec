import type { BrowserContext, Page } from '@playwright/test';

/** What people, programs and sets say: every string that the server answered to this phone, or that it holds of it. */
export class Data {
  readonly #said = new Set<string>();
  readonly #reading: Promise<void>[] = [];

  constructor(context: BrowserContext) {
    context.on('response', (response) => {
      if (!new URL(response.url()).pathname.startsWith('/api/')) return;
      if (!response.headers()['content-type']?.includes('json')) return;
      this.#reading.push(
        response.json().then(
          (body) => this.#add(body),
          () => undefined, // the page was left; what it had kept is read from the phone
        ),
      );
    });
  }

  /** Reads what the phone of this page holds by now. */
  async read(page: Page): Promise<void> {
    await Promise.all(this.#reading);
    this.#add(await page.evaluate(heldOnPhone));
  }

  #add(value: unknown): void {
    if (typeof value === 'string') this.#said.add(plain(value));
    else if (value && typeof value === 'object') for (const part of Object.values(value)) this.#add(part);
  }

  /** What is left of a text without the server's words, the calendar's, and the app's own name. */
  without(text: string): string {
    const words = plain(text);
    if ([...this.#said].some((said) => said.includes(words))) return '';
    let left = words;
    for (const said of [...this.#said].sort((a, b) => b.length - a.length)) {
      if (left.includes(said)) left = left.split(new RegExp(`(?<!\\p{L})${said.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\p{L})`, 'u')).join(' ');
    }
    return left.replace(CALENDAR, ' ').replace(/[^\p{L}]+/gu, ' ').trim();
  }
}

/** As `Intl` writes days, times and lists in English, and the name that is the same in every language. */
const CALENDAR =
  /\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|January|February|March|April|June|July|August|September|October|November|December|AM|PM|today|yesterday|tomorrow|in|ago|days?|and|Waymark)\b/gi;

const plain = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** Everything a person can see or hear on this page that stands outside a message: `place: text`. */
export async function outsideOfMessages(page: Page, data: Data): Promise<string[]> {
  const found: string[] = [];
  await data.read(page);
  for (const { place, text } of await page.evaluate(textsOf)) {
    // what stands between the brackets is a message; messages stand in messages
    let rest = text;
    for (let last = ''; last !== rest;) [last, rest] = [rest, rest.replace(/⟦[^⟦⟧]*⟧/g, ' ')];
    const left = data.without(rest);
    if (left) found.push(`${place}: ${left}`);
  }
  return [...new Set(found)];
}

/** Every row of the phone's databases. Runs in the page. */
async function heldOnPhone(): Promise<unknown[]> {
  const answer = <Result>(request: IDBRequest<Result>) =>
    new Promise<Result>((resolve) => (request.onsuccess = () => resolve(request.result)));
  const rows: unknown[] = [];
  for (const { name = '' } of await indexedDB.databases()) {
    const db = await answer(indexedDB.open(name));
    for (const store of db.objectStoreNames) {
      rows.push(...(await answer(db.transaction(store).objectStore(store).getAll())));
    }
    db.close();
  }
  return JSON.parse(JSON.stringify(rows)) as unknown[];
}

/** The texts of a page, and what stands in for a text. Runs in the page. */
function textsOf(): { place: string; text: string }[] {
  const texts: { place: string; text: string }[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  const seen = (element: Element) => element.checkVisibility({ visibilityProperty: true });
  const name = (element: Element) => `${element.tagName.toLowerCase()}.${element.className}`.replace(/ ?svelte-\S+/g, '');
  texts.push({ place: 'title', text: document.title });
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Text) {
      const element = node.parentElement;
      // the languages are named in themselves
      if (!element || element.closest('script, style, noscript, [lang]:not(html)')) continue;
      if (node.data.trim() && (seen(element) || element.closest('select'))) texts.push({ place: name(element), text: node.data });
    } else if (node instanceof Element && seen(node)) {
      for (const attribute of ['aria-label', 'aria-description', 'aria-valuetext', 'placeholder', 'title', 'alt']) {
        const text = node.getAttribute(attribute);
        if (text) texts.push({ place: `${name(node)}[${attribute}]`, text });
      }
    }
  }
  return texts;
}

/**
 * The messages of a page that are cut off, or stand outside of what holds them. A list may shorten what people wrote to
 * some lines, and the bar of a form what a tap on it says in full.
 */
export function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      const text = (node as Text).data.trim();
      if (!element || !text.includes('⟦') || !element.checkVisibility({ visibilityProperty: true })) continue;
      // letters without an accent, but for the filling at the end: the message names something
      const names = /[a-z]{2}/.test(text.replace(/ [a-z ]*⟧/g, '⟧'));
      const range = document.createRange();
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].filter(({ width }) => width > 0);
      const say = (why: string, by: Element) => {
        const kind = by.className.toString().replace(/ ?svelte-\S+/g, '');
        found.add(`${by.tagName.toLowerCase()}.${kind} ${why}: ${text}`);
      };
      if (boxes.some(({ left, right }) => left < -1 || right > innerWidth + 1)) say('leaves the screen', element);
      for (let holder: Element | null = element; holder && holder !== document.body; holder = holder.parentElement) {
        const { overflowX, overflowY, clipPath, position, display, webkitLineClamp } = getComputedStyle(holder);
        const lined = webkitLineClamp !== 'none';
        if (clipPath !== 'none') break; // for screen readers only
        if (lined && (names || holder.closest('[aria-haspopup]'))) break;
        if (display === 'inline' || display === 'contents') continue;
        const box = holder.getBoundingClientRect();
        const cuts = (overflow: string) => overflow === 'hidden' || overflow === 'clip';
        const scrolls = (overflow: string) => overflow === 'auto' || overflow === 'scroll';
        const beside = boxes.some(({ left, right }) => left < box.left - 1 || right > box.right + 1);
        const below = boxes.some(({ top, bottom }) => top < box.top - 2 || bottom > box.bottom + 2);
        if ((beside && cuts(overflowX)) || (below && cuts(overflowY))) say('cuts', holder);
        else if (beside && !scrolls(overflowX)) say('does not hold', holder);
        if (beside || below || scrolls(overflowX) || scrolls(overflowY)) break; // said once; or a scroll away
        if (position === 'fixed' || position === 'absolute') break; // it stands over what holds it
      }
    }
    return [...found];
  });
}
