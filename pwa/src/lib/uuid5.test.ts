import { expect, it } from 'vitest';
import { uuid5 } from './uuid5';

it('a name has the id that everybody else makes of it', async () => {
  const names = '6ba7b810-9dad-11d1-80b4-00c04fd430c8'; // RFC 9562, A.4

  expect(await uuid5(names, 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
});
