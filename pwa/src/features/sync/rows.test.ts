import { expect, it } from 'vitest';
import { t } from '../../i18n/t';
import { Phone } from '../../sync/testing/phone';
import { ServerTwin } from '../../sync/testing/server';
import { sendAsNew, throwAway } from './resend';
import { describe, mending, sending, why } from './rows';
import { asText, written } from './texts';

const refused = async (code: string, words = 'Sat down with the family.') => {
  const server = new ServerTwin();
  const phone = new Phone({ server });
  server.judge = () => ({ outcome: 'refused', code });
  const entry = await phone.amend('entry-1', words);
  await phone.sync();
  server.judge = () => null;
  server.put('feedback_entry', 'entry-1', {});
  const row = await phone.db.outbox.get(entry.id);
  if (!row) throw new Error('it left the outbox');
  return { server, phone, row };
};

it('what waits, what needs a person and what went today stand apart', async () => {
  const { phone } = await refused('window_closed');
  await phone.give('waits');
  const { attention, waiting, today } = await sending(phone.db, () => true);

  expect([attention.length, waiting.length, today.length]).toEqual([1, 1, 0]);
});

it('a line says what it is, how it begins, and why it stayed', async () => {
  const { row } = await refused('window_closed');

  expect(describe(row, undefined, t)).toEqual({ title: 'Amendment', preview: 'Sat down with the family.' });
  expect(why(row.reason, t)).toContain('the time for it is over');
});

it('mended, it is sent as new and takes the place of the old one', async () => {
  const { server, phone, row } = await refused('too_long');
  expect(mending(row)).toBe('editor');

  const sent = await sendAsNew(phone.device, row, { text: 'Sat down.' });
  await phone.sync();

  expect(sent.id).not.toBe(row.id);
  expect(await phone.outbox()).toEqual([]);
  expect(server.applied).toMatchObject([{ subject: 'entry-1', kind: 'feedback.amend', body: { text: 'Sat down.' } }]);
});

it('thrown away, it is gone and nothing else is', async () => {
  const { phone, row } = await refused('not_found');
  await phone.give('stays');

  await throwAway(phone.device, row);

  expect((await phone.outbox()).map(({ op }) => op.body)).toEqual([{ went_well: 'stays' }]);
});

it('a copy holds every word, steps included', () => {
  const body = { goal: 'Shorter rounds', steps: [{ text: 'Time one', due_on: '2026-12-01' }], reviewer: null };

  expect(written(body)).toEqual([{ field: 'goal', text: 'Shorter rounds' }]);
  expect(asText(body, (field) => field)).toBe('goal:\nShorter rounds\n\n– Time one (2026-12-01)');
});
