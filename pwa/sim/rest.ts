/** What has to hold once everything has come to rest. Policy is written here a second time, on purpose. */
import type { OutboxRow } from '../src/db/schema';
import type { Saved } from './ledger';
import { bare, Broken } from './oracle';
import type { Phone } from './phone';
import type { Fact, Facts } from './server';

interface Rest {
  facts: Facts;
  kept: readonly Saved[];
  /** Needs attention on its phone. */
  waiting: ReadonlyMap<string, OutboxRow>;
  phones: readonly Phone[];
  people: readonly string[];
}

export function atRest(rest: Rest): void {
  for (const saved of rest.kept) if (!rest.waiting.has(saved.id)) effect(saved, rest);
  for (const [id, row] of rest.waiting) if (row.reason?.outcome === 'held') isHeld(id, rest.facts);
  nothingTwice(rest.facts);
  noConflictWasLost(rest);
  for (const phone of rest.phones) for (const person of rest.people) sees(phone, person, rest.facts);
  nothingRedactedIsLeft(rest);
}

const rows = (facts: Facts, table: string): Fact[] => facts[table] ?? [];

/** What an operation that was taken did. */
function effect({ kind, id, subject, person, op }: Saved, { facts, kept }: Rest): void {
  const body = op.body as Record<string, unknown>;
  const result = rows(facts, 'operations').find((row) => row.id === bare(id));
  if (result?.outcome === 'held') {
    const item = rows(facts, 'held').find((row) => row.id === bare(id));
    if (!item) throw new Broken('lost', `${kind} ${id} was held and is not there`);
    if (item.state !== 'matched') return;
  }
  const one = (table: string, which: string) => {
    const row = rows(facts, table).find((it) => it.id === bare(which));
    if (!row) throw new Broken('lost', `${kind} ${id} was taken and has no effect`);
    if (row.author !== bare(person)) throw new Broken('lost', `${kind} ${id} stands under another author`);
    return row;
  };
  const says = (row: Fact, field: string, words: unknown) => {
    if (row[field] !== words) throw new Broken('lost', `${kind} ${id} says something else at the server`);
  };
  switch (kind) {
    case 'feedback.give': {
      const entry = one('entries', subject);
      if (String(entry.redacted).includes('went_well') || isCovered(entry, subject, body.went_well, kept)) return;
      return says(entry, 'went_well', body.went_well);
    }
    case 'feedback.amend':
      return says(one('amendments', body.id as string), 'text', body.text);
    case 'reflections.acknowledge':
    case 'reflections.thank':
    case 'reflections.ask':
    case 'reflections.differ':
      return says(one('responses', body.id as string), 'text', body.text);
    case 'reflections.reflect':
      return says(one('reflections', subject), 'text', body.text);
    case 'plans.start':
      return void one('plans', subject);
    case 'plans.progress':
      return says(one('progress', body.id as string), 'text', body.text);
    case 'feedback.withdraw':
      if (rows(facts, 'entries').find((row) => row.id === bare(subject))?.withdrawn !== 1) {
        throw new Broken('wrong', `${id} withdrew an entry that stands`);
      }
  }
}

/**
 * A restored server may get an entry from a phone that has covered a passage of it meanwhile, after the redaction itself
 * came from another phone and found no entry: that one waits for its author, and the words stay covered.
 */
function isCovered({ went_well }: Fact, subject: string, given: unknown, kept: readonly Saved[]): boolean {
  const letters = Array.from(String(given));
  return kept.some(({ kind, subject: of, op }) => {
    const { part, from, to } = op.body as { part?: unknown; from: number; to: number };
    if (kind !== 'feedback.redact' || of !== subject || part !== 'went_well') return false;
    return went_well === [...letters.slice(0, from), '[redacted]', ...letters.slice(to)].join('');
  });
}

function isHeld(id: string, facts: Facts): void {
  const item = rows(facts, 'held').find((row) => row.id === bare(id));
  if (!item || !['held', 'returned'].includes(String(item.state))) {
    throw new Broken('lost', `${id} counts as held on the phone and is ${item?.state ?? 'nowhere'} at the server`);
  }
}

/** Every text of a run is written once, so it may stand once. */
function nothingTwice(facts: Facts): void {
  for (const [table, field] of [
    ['entries', 'went_well'],
    ['amendments', 'text'],
    ['responses', 'text'],
    ['reflections', 'text'],
    ['progress', 'text'],
  ] as const) {
    const words = rows(facts, table)
      .map((row) => row[field])
      .filter((text) => text !== null && !String(text).includes('[redacted]'));
    const twice = words.find((text, place) => words.indexOf(text) !== place);
    if (twice !== undefined) throw new Broken('doubled', `${table} has twice: ${twice}`);
  }
}

/**
 * A redacted text is on no phone any more, neither shown nor retained. What was never taken is its author's own, and who
 * has left is not told any more (decision 0004).
 */
function nothingRedactedIsLeft({ facts, kept, waiting, phones, people }: Rest): void {
  for (const entry of rows(facts, 'entries').filter(({ redacted }) => String(redacted).includes('went_well'))) {
    const given = kept.find((saved) => saved.kind === 'feedback.give' && bare(saved.subject) === entry.id);
    if (!given || waiting.has(given.id)) continue;
    const words = (given.op.body as { went_well: string }).went_well;
    for (const phone of phones) {
      for (const person of people.filter((it) => isMember(it, facts))) {
        const found = ['feedbackEntries', 'acknowledged', 'outbox'].find((table) =>
          phone.rows(person, table).some((row) => JSON.stringify(row).includes(words)),
        );
        if (found) throw new Broken('sight', `${phone.name} keeps a redacted text of ${given.subject} in ${found}`);
      }
    }
  }
}

const SECTION: Readonly<Record<string, string>> = {
  'plans.edit_goal': 'goal',
  'plans.edit_steps': 'steps',
  'plans.edit_review': 'review',
  'plans.accept': 'state',
  'plans.close': 'state',
  'plans.reopen': 'state',
  'feedback.redact': 'entry',
};

/** An edit that was applied was written on the version before its own, and no two made the same version. */
function noConflictWasLost({ facts, kept }: Rest): void {
  const bases = new Map(kept.map((saved) => [bare(saved.id), saved.op.base]));
  const made = new Set<string>();
  for (const row of rows(facts, 'operations')) {
    const section = SECTION[String(row.kind)];
    if (section === undefined || row.outcome !== 'applied') continue;
    const base = bases.get(String(row.id));
    if (base !== undefined && base !== null && row.version !== base + 1) {
      throw new Broken('conflict', `${row.kind} ${row.id} was written on ${base} and made ${row.version}`);
    }
    const version = `${row.subject} ${section} ${row.version}`;
    if (made.has(version)) throw new Broken('conflict', `two edits made ${version}`);
    made.add(version);
  }
}

function isMember(person: string, facts: Facts): boolean {
  return rows(facts, 'members').some((row) => row.person === bare(person) && row.ended === 0);
}

/** A phone shows its person what they may see, all of it, as the server has it. */
function sees(phone: Phone, person: string, facts: Facts): void {
  if (!phone.tabs.some((tab) => tab.person === person)) return; // signed out: nothing is kept current for them
  const me = bare(person);
  const member = isMember(person, facts);
  const coaches = (learner: unknown) =>
    rows(facts, 'coaching').some((row) => row.coach === me && row.learner === learner && row.ended === 0);
  const entries = new Map(rows(facts, 'entries').map((row) => [row.id, row]));
  const seesEntry = (entry: Fact | undefined) =>
    member && !!entry && (entry.author === me || entry.learner === me || coaches(entry.learner));
  const stands = (entry: Fact | undefined) => !!entry && entry.withdrawn === 0;
  const plans = new Map(rows(facts, 'plans').map((row) => [row.id, row]));
  const seesPlan = (plan: Fact | undefined) =>
    member && !!plan && (plan.learner === me || plan.reviewer === me || coaches(plan.learner));

  const shown = rows(facts, 'entries').filter((entry) => seesEntry(entry) && stands(entry));
  const texts = phone
    .rows<{ id: string; state: string; went_well: string | null }>(person, 'feedbackEntries')
    .filter(({ state, went_well }) => {
      if (state === 'withdrawn' && went_well !== null)
        throw new Broken('sight', `${phone.name} keeps the text of a withdrawn entry`);
      return state === 'given';
    });
  same(phone, 'entries', texts, shown);
  for (const { id, went_well } of texts) {
    if (entries.get(bare(id))?.went_well !== went_well)
      throw new Broken('sight', `${phone.name} shows another text of ${id}`);
  }

  const beside = (table: string) =>
    rows(facts, table).filter(
      (row) => seesEntry(entries.get(row.entry as string)) && stands(entries.get(row.entry as string)),
    );
  same(phone, 'amendments', phone.rows(person, 'amendments'), beside('amendments'));
  same(phone, 'responses', phone.rows(person, 'responses'), beside('responses'));
  const shared = rows(facts, 'shares').filter((row) => row.person === me);
  same(
    phone,
    'reflections',
    phone.rows(person, 'reflections'),
    rows(facts, 'reflections').filter(
      (row) => member && (row.author === me || shared.some((it) => it.reflection === row.id)),
    ),
  );
  same(phone, 'plans', phone.rows(person, 'plans'), [...plans.values()].filter(seesPlan));
  same(
    phone,
    'progress',
    phone.rows(person, 'planProgress'),
    rows(facts, 'progress').filter(
      (note) => member && (note.author === me || (note.shared === 1 && seesPlan(plans.get(note.plan as string)))),
    ),
  );
  const held = rows(facts, 'held').filter(
    (row) => row.author === me && ['held', 'returned'].includes(String(row.state)),
  );
  same(phone, 'held items', phone.rows(person, 'heldItems'), held);
}

function same(phone: Phone, what: string, has: readonly { id: string }[], may: readonly Fact[]): void {
  const mine = new Set(has.map(({ id }) => bare(id)));
  const theirs = new Set(may.map(({ id }) => String(id)));
  const missing = [...theirs].filter((id) => !mine.has(id));
  const toomuch = [...mine].filter((id) => !theirs.has(id));
  if (missing.length > 0) throw new Broken('sight', `${phone.name} does not have these ${what}: ${missing.join(', ')}`);
  if (toomuch.length > 0)
    throw new Broken('sight', `${phone.name} has these ${what} and may not: ${toomuch.join(', ')}`);
}
