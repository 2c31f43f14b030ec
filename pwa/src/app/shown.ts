import { allAnswered } from '../db/asking';
import { whenIdle } from './browser';

/**
 * Runs something once the page shows what it has: drawn, its queries answered, and drawn again. What the person does not
 * see, such as sending, waits for that; the answer takes it back.
 */
export function whenShown(run: () => void): () => void {
  let over = false;
  let cancel = whenIdle(() => {
    void allAnswered().then(() => {
      if (!over) cancel = whenIdle(run);
    });
  });
  return () => {
    over = true;
    cancel();
  };
}
