import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WaymarkDb } from '../../db/schema';
import { forgetServerRows } from '../../sync/memory';
import { deviceState, keepSubscribed, renew, sendTest, turnOff, turnOn, whenPushed } from './device';
import { offerHere } from './offer';
import { PushBrowser, server } from './testing/browser';

let db: WaymarkDb;
let browser: PushBrowser;
beforeEach(() => {
  db = new WaymarkDb('push');
  browser = new PushBrowser();
});
afterEach(async () => {
  vi.unstubAllGlobals();
  await db.delete();
});

const whats = (asked: { what: string }[]) => asked.map(({ what }) => what);

describe('this device', () => {
  it('is off until Ana turns it on, and the server then has exactly what it takes', async () => {
    const { here, asked } = server(db);
    expect(await deviceState(db)).toBe('off');

    expect(await turnOn(here)).toBeNull();

    expect(await deviceState(db)).toBe('on');
    expect(asked.at(-1)).toEqual({
      what: 'PUT /push/subscription',
      body: { endpoint: 'https://push.test/1', keys: { p256dh: 'p', auth: 'a' } },
    });
  });

  it('says that it is blocked, and that it cannot', async () => {
    browser.permission = 'denied';
    expect(await deviceState(db)).toBe('blocked');
    vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0 (X11; Linux x86_64)', maxTouchPoints: 0 });
    expect(await deviceState(db)).toBe('unsupported');
  });

  it.each([
    ['an iPhone', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)'],
    ['an iPad that says it is a Mac', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)'],
  ])('has to be installed first on %s', async (_name, userAgent) => {
    vi.stubGlobal('navigator', { userAgent, maxTouchPoints: 5 });
    expect(await deviceState(db)).toBe('install_first');
  });

  it.each([
    ['the browser asks and she says no', () => (browser.allows = false), {}, 'denied'],
    ['its push service is out of reach', () => (browser.isCutOff = true), {}, 'browser'],
    ['the server sends none', () => {}, { 'GET /push/key': 404 }, 'no_service'],
    ['there is no network', () => {}, { 'GET /push/key': 0 }, 'network'],
    ['the network goes in between', () => {}, { 'PUT /push/subscription': 0 }, 'network'],
    ['the server does not take the push service', () => {}, { 'PUT /push/subscription': 422 }, 'refused'],
  ])('stays off where %s', async (_name, happens, answers, why) => {
    happens();
    expect(await turnOn(server(db, answers as Record<string, number>).here)).toBe(why);
    expect(await deviceState(db)).not.toBe('on');
  });

  it('is off for somebody else who signs in on it', async () => {
    await turnOn(server(db).here);
    const other = new WaymarkDb('other');

    expect(await deviceState(other)).toBe('off');
    await turnOn(server(other).here); // the same subscription moves
    expect(browser.subscription?.endpoint).toBe('https://push.test/1');
    await other.delete();
  });

  it('can be turned off without a network', async () => {
    await turnOn(server(db).here);
    await turnOff(server(db, { 'DELETE /push/subscription': 0 }).here);

    expect(await deviceState(db)).toBe('off');
    expect(browser.subscription).toBeNull();
  });

  it('says what became of a test', async () => {
    const { here, answers } = server(db);
    expect(await sendTest(here)).toBe('unknown');
    await turnOn(here);
    expect(await sendTest(here)).toBe('sent');
    answers['POST /push/test'] = 404;
    expect(await sendTest(here)).toBe('unknown');
    answers['POST /push/test'] = 0;
    expect(await sendTest(here)).toBe('failed');

    let arrived = 0;
    const stop = whenPushed(() => (arrived += 1));
    browser.tell({ type: 'sync', pushed: true });
    browser.tell({ type: 'sync' });
    stop();
    browser.tell({ type: 'sync', pushed: true });
    expect(arrived).toBe(1);
  });
});

describe('keeping it on', () => {
  it('asks for nothing where nobody turned it on', async () => {
    const { here, asked } = server(db);
    await renew(here);
    expect(asked).toEqual([]);
  });

  it('tells the server once for each sign-in', async () => {
    await turnOn(server(db).here);
    const { here, asked } = server(db);
    await renew(here);
    expect(asked).toEqual([]);

    await forgetServerRows(db, []); // signed out, and in again
    await renew(here);
    await renew(here);

    expect(whats(asked)).toEqual(['GET /push/key', 'PUT /push/subscription']);
  });

  it('subscribes anew when the browser took the subscription away', async () => {
    const { here, asked } = server(db);
    await turnOn(here);
    const stop = keepSubscribed(here);
    browser.subscription = null;

    browser.tell({ type: 'subscription' });

    await vi.waitFor(() => expect(browser.subscription?.endpoint).toBe('https://push.test/2'));
    await vi.waitFor(async () => expect(await deviceState(db)).toBe('on'));
    expect(whats(asked).filter((what) => what.startsWith('PUT'))).toHaveLength(2);
    stop();
  });

  it('leaves the browser alone once it is blocked', async () => {
    await turnOn(server(db).here);
    browser.permission = 'denied';
    browser.subscription = null;
    const { here, asked } = server(db);

    await renew(here);

    expect(asked).toEqual([]);
  });
});

describe('the offer', () => {
  it('is made once', async () => {
    const { here } = server(db);
    expect(await offerHere(here)).toBe('turn_on');
    expect(await offerHere(here)).toBeNull();
  });

  it('is not made where it is on, blocked, or of no use', async () => {
    await turnOn(server(db).here);
    expect(await offerHere(server(db).here)).toBeNull();
    browser.permission = 'denied';
    expect(await offerHere(server(db).here)).toBeNull();
  });

  it('waits for a server that answers', async () => {
    expect(await offerHere(server(db, { 'GET /push/key': 0 }).here)).toBeNull();
    expect(await offerHere(server(db).here)).toBe('turn_on');
  });

  it('explains the Home Screen where that comes first', async () => {
    vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0 (iPhone)', maxTouchPoints: 5 });
    expect(await offerHere(server(db).here)).toBe('install');
  });
});
