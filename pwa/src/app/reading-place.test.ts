// @vitest-environment jsdom
import { beforeEach, expect, it } from 'vitest';
import { keepPlace } from './reading-place';

const at = () => document.activeElement?.textContent;
const changes = () => new Promise((seen) => setTimeout(seen));
const button = (name: string) => {
  const found = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name);
  if (!found) throw new Error(name);
  return found;
};

beforeEach(() => {
  document.body.innerHTML = `<main><h1>You</h1>
    <section><h2>My team</h2><div class="row"><button>Remove Ana</button></div><div class="row"><button>Remove Ben</button></div></section>
    <section><h2>Devices</h2><p><button>Sign out there</button></p></section></main><button>Elsewhere</button>`;
  keepPlace(document.querySelector('main') as HTMLElement);
});

it('somebody who removes Ana stands at the name of the list she was in', async () => {
  button('Remove Ana').focus();
  button('Remove Ana').parentElement?.remove();
  await changes();

  expect(at()).toBe('My team');
});

it('somebody whose whole section goes stands at the name of the page', async () => {
  button('Sign out there').focus();
  button('Sign out there').closest('section')?.remove();
  await changes();

  expect(at()).toBe('You');
});

it('a page that puts the reader somewhere itself has the last word, and what was not in hand moves nobody', async () => {
  button('Remove Ana').focus();
  button('Remove Ana').parentElement?.remove();
  button('Remove Ben').focus();
  await changes();
  expect(at()).toBe('Remove Ben');

  button('Elsewhere').focus();
  button('Remove Ben').parentElement?.remove();
  await changes();
  expect(at()).toBe('Elsewhere');
});
