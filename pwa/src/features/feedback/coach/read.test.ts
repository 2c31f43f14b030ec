import { describe, expect, it } from 'vitest';
import { english } from './en/english';
import { firstMissing, MARKS, type Texts } from './model';
import { read } from './read';

const texts = (went_well: string, differently = '', next_step = ''): Texts => ({ went_well, differently, next_step });
const reading = (...parts: Parameters<typeof texts>) => read(texts(...parts), english);
/** The words that lit each mark, as they were written. */
function lit(...parts: Parameters<typeof texts>) {
  const written = texts(...parts);
  const { marks } = read(written, english);
  return Object.fromEntries(
    MARKS.map((mark) => [mark, marks[mark].map(({ field, from, to }) => written[field].slice(from, to))]),
  );
}
const notices = (...parts: Parameters<typeof texts>) => reading(...parts).notices.map(({ kind }) => kind);

describe('the four marks', () => {
  it('are lit by the words of somebody who saw, when, and says what next', () => {
    const found = lit(
      'On rounds this morning you asked the night team to read the plan back.',
      '',
      'Say the sickest patient first',
    );

    expect(found).toMatchInlineSnapshot(`
      {
        "behaviour": [
          "asked the night team to read the plan back",
        ],
        "context": [
          "On rounds",
          "this morning",
        ],
        "linked": [
          "Say the sickest patient first",
        ],
        "suggestion": [
          "Say the sickest patient first",
        ],
      }
    `);
  });

  it('stay dark for praise that names nothing', () => {
    expect(firstMissing(reading('Great job today, wonderful with patients!'))).toBe('behaviour');
    expect(lit('Great job today, wonderful with patients!')).toEqual({
      behaviour: [],
      context: [],
      suggestion: [],
      linked: [],
    });
  });

  it('ask for the occasion of a deed without one', () => {
    expect(firstMissing(reading('You asked the nurse to read the order back.'))).toBe('context');
  });

  it('ask for something to try where it was only told', () => {
    expect(firstMissing(reading('At the bedside you asked her what worried her.'))).toBe('suggestion');
  });

  it('know a suggestion about something else from one about what was seen', () => {
    const seen = 'On rounds this morning you explained the scan to the family.';

    expect(lit(seen, '', 'Apply for the research elective').linked).toEqual([]);
    expect(lit(seen, '', 'Explain the next scan with a drawing').linked).toEqual(['Explain', 'scan']);
  });

  it.each(['Keep it up!', 'none', 'n/a', '-', 'all good'])('take “%s” in the next step for no suggestion', (next) => {
    expect(lit('You asked the nurse.', '', next).suggestion).toEqual([]);
  });

  it('take what the writer did for no deed of the learner', () => {
    expect(lit('I enjoyed working with her and I told everybody.').behaviour).toEqual([]);
  });
});

describe('a notice', () => {
  it('says that there is only praise, once there are some words', () => {
    expect(notices('Wonderful! You drew the heart for the boy in clinic today.')).toEqual(['only_praise']);
    expect(notices('Good.')).toEqual([]);
    expect(notices('Wonderful! You drew the heart for the boy today.', '', 'Let the parents draw it too')).toEqual([]);
  });

  it('says that there is only criticism', () => {
    expect(notices('', 'You forgot the vaccines at the visit and did not call back.')).toEqual(['only_criticism']);
  });

  it('shows the word about the person', () => {
    const [notice] = reading('She is lazy.').notices;

    expect(notice).toEqual({ kind: 'trait', words: [{ field: 'went_well', from: 7, to: 11 }] });
  });

  it('shows the label that falls on one gender more than the other', () => {
    expect(notices('Bossy with the nurses')).toEqual(['gendered']);
    expect(notices('You told the nurses what to do before they had finished')).toEqual([]);
  });

  it('speaks of a very long text', () => {
    expect(notices('You asked the nurse to read it back. '.repeat(30))).toEqual(['long']);
  });
});

it('says the same of a text in British, American and hasty spelling', () => {
  const british = lit('You recognised the haemorrhage and summarised the plan');
  expect(lit('You recognized the haemorrhage and sumarized the plan').behaviour).toHaveLength(
    british.behaviour?.length ?? 0,
  );
});
