// @vitest-environment jsdom
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';

const early = readFileSync(resolve(import.meta.dirname, '../../public/early.js'), 'utf8');
const files = {
  asked: '/asked.js /asked.css',
  lists: '/lists.js /lists.css',
  listsEn: '/words.js',
  en: '/en.js',
  es: '/es.js',
};

/** What is under way after the page of `path` began on a phone in that language. */
function begin(path: string, language = 'en-US'): string[] {
  history.replaceState(null, '', path);
  document.head.innerHTML = '';
  const script = document.createElement('script');
  Object.assign(script.dataset, files);
  vi.spyOn(document, 'currentScript', 'get').mockReturnValue(script);
  vi.spyOn(navigator, 'language', 'get').mockReturnValue(language);
  new Function(early)();
  return [...document.head.querySelectorAll('link')].map((link) => `${link.rel} ${link.getAttribute('href') ?? ''}`);
}

beforeEach(() => {
  localStorage.clear();
  delete document.documentElement.dataset.theme;
});

it('a resident who opens her inbox or her plans has their files under way beside the first one', () => {
  const lists = ['modulepreload /lists.js', 'preload /lists.css', 'modulepreload /words.js'];
  expect(begin('/inbox')).toEqual(lists);
  expect(begin('/plans')).toEqual(lists);
});

it('an attending who taps a notification has the one file of it under way, and one who opens Give nothing more', () => {
  expect(begin('/inbox/go/018f')).toEqual(['modulepreload /asked.js', 'preload /asked.css', 'modulepreload /en.js']);
  expect(begin('/')).toEqual([]);
});

it('somebody who reads Spanish has its words under way on every page, also when only chosen here', () => {
  expect(begin('/', 'es-MX')).toEqual(['modulepreload /es.js']);
  localStorage.setItem('waymark.language', 'es');
  expect(begin('/')).toEqual(['modulepreload /es.js']);
  localStorage.setItem('waymark.language', 'en');
  expect(begin('/', 'es-MX')).toEqual([]);
});

it('the theme chosen on this device is there before anything is drawn', () => {
  localStorage.setItem('waymark.theme', 'dark');
  begin('/');
  expect(document.documentElement.dataset.theme).toBe('dark');
});

it('a browser that refuses storage gets the page of its language all the same', () => {
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
    throw new DOMException('refused', 'SecurityError');
  });
  expect(begin('/inbox')).toContain('modulepreload /words.js');
});
