// @vitest-environment jsdom
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { learnTheRest, t } from '../../i18n/t';
import type { Guard } from './along';
import { rosterOf } from './find';
import { keptHere } from './kept';
import Marks from './Marks.svelte';

beforeAll(learnTheRest);

let guard: Guard;
beforeEach(() => {
  guard = { roster: () => Promise.resolve(rosterOf(['Ana Ruiz'])), kept: keptHere(), t };
});

function writes(text: string, of = 'draft 1') {
  const onreplace = vi.fn();
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  const page = render(Marks, { text, of, given: guard, field, onreplace });
  return { ...page, onreplace, field };
}
const title = () => screen.findByText('Could this tell who a patient is?');

it('Dr. Cole names a patient, is asked once he pauses, and has the name replaced; Undo brings it back', async () => {
  const { onreplace, rerender } = writes('You sat with Mrs. Alvarez.');
  await title();
  expect(screen.getByText('One passage may tell who a patient is.')).toBeTruthy();

  await fireEvent.click(screen.getByRole('button', { name: 'Use “the patient”' }));
  expect(onreplace).toHaveBeenLastCalledWith('You sat with the patient.');
  await rerender({ text: 'You sat with the patient.' });
  await fireEvent.click(screen.getByRole('button', { name: 'Undo' }));

  expect(onreplace).toHaveBeenLastCalledWith('You sat with Mrs. Alvarez.');
});

it('he says that it is not a patient, and is not asked again in this text, but in another one', async () => {
  const first = writes('You sat with Mrs. Alvarez.');
  await title();
  await fireEvent.click(screen.getByRole('button', { name: 'Not a patient' }));
  expect(screen.queryByText('Could this tell who a patient is?')).toBeNull();
  first.unmount();

  const again = writes('You sat with Mrs. Alvarez in room 412.');
  await title();
  expect(screen.queryByText('Mrs. Alvarez')).toBeNull();
  expect(screen.getByText('room 412')).toBeTruthy();
  again.unmount();

  writes('You sat with Mrs. Alvarez.', 'draft 2');
  expect(await screen.findByText('Mrs. Alvarez')).toBeTruthy();
});

it('of a text in which nothing was found it says nothing, and of a colleague neither', async () => {
  const { container, rerender } = writes('You and Mrs. Ruiz listened well.');
  await rerender({ text: 'You and Mrs. Ruiz listened to Mr. Soto.' });
  await title();
  expect(screen.queryByText('Mrs. Ruiz')).toBeNull();

  await rerender({ text: 'You and Mrs. Ruiz listened well.' });
  await waitFor(() => {
    expect(container.textContent.trim()).toBe('');
  });
});

it('shows a passage in the field, and no more than two at a time', async () => {
  const { field } = writes('Mr. Soto, Mr. Adler, Mr. Vos and Mr. Boyle were in bed 7.');
  await title();

  expect(screen.getAllByRole('listitem')).toHaveLength(2);
  expect(screen.getByText('3 more')).toBeTruthy();
  await fireEvent.click(screen.getByRole('button', { name: 'Show “Mr. Adler” in the text' }));

  expect([document.activeElement, field.selectionStart, field.selectionEnd]).toEqual([field, 10, 19]);
});
