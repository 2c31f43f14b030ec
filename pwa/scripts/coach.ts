/**
 * How well the feedback coach's rules light the marks, on both halves of the labelled comments, and on those that were
 * written after the rules. `--wrong` lists the
 * comments of the half for developing that it reads otherwise than their labels; of the other half only totals are
 * printed, so that no rule is written for it. `--json` prints the held-out half for `make bench`.
 */
import { english } from '../src/features/feedback/coach/en/english';
import { corpus, later } from '../src/features/feedback/coach/corpus/corpus';
import { measure } from '../src/features/feedback/coach/corpus/measure';
import { MARKS } from '../src/features/feedback/coach/model';
import { read } from '../src/features/feedback/coach/read';

const told = (option: string) => process.argv.includes(option);

const all = corpus();
const halves = { develop: all.filter(({ heldOut }) => !heldOut), 'held out': all.filter(({ heldOut }) => heldOut) };

if (told('--json')) {
  const comments = halves['held out'];
  console.log(JSON.stringify({ n: comments.length, marks: measure(comments, english) }));
} else {
  for (const [half, comments] of Object.entries({ ...halves, 'written later': later() })) {
    console.log(`\n${half}: ${String(comments.length)} comments\n${''.padEnd(12)}precision  recall     F1`);
    const measured = measure(comments, english);
    for (const mark of MARKS) {
      const { precision, recall, f1 } = measured[mark];
      const shares = [precision, recall, f1].map((share) => share.toFixed(2).padStart(9));
      console.log(`${mark.padEnd(10)}${shares.join('')}`);
    }
  }
}

if (told('--wrong')) {
  for (const { text, texts, lit } of halves.develop) {
    const { marks } = read(texts, english);
    const wrong = MARKS.filter((mark) => marks[mark].length > 0 !== lit[mark]);
    for (const mark of wrong) {
      const words = marks[mark].map(({ field, from, to }) => texts[field].slice(from, to));
      console.log(`${lit[mark] ? 'missed' : 'wrongly'} ${mark.padEnd(10)} ${text}  ${words.join(' | ')}`);
    }
  }
}
