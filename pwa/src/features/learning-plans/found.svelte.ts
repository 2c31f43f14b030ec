/** A learning plan by its id: from this device, or for a director from the server, which writes that down. */
import type { AppContext } from '../../app/context';
import { Live } from '../../db/live.svelte';
import { today } from '../../lib/clock';
import { peopleOf } from '../members/people';
import { FromServer } from '../program/from-server.svelte';
import type { LearningPlanRow, SignatureRow } from './model';
import { learningPlanById } from './queries';
import { deriveLearningPlan, type LearningView } from './view';

type Read = LearningPlanRow & { signatures: SignatureRow[] };

/** Make it while a component is being set up. */
export class Found {
  readonly #live;
  #online = $state.raw<FromServer<Read>>();
  readonly #directs: boolean;

  constructor(app: AppContext, id: () => string) {
    const program = app.session.program?.id ?? '';
    this.#directs = app.session.roles.includes('director');
    this.#live = new Live(id, async (id) => {
      const view = await learningPlanById(app.db, id);
      const people = await peopleOf(app, [view?.plan.program ?? program]);
      return { view, people, today: today(app.clock) };
    });
    $effect(() => {
      const here = this.#live.rows;
      if (!here || here.view || this.#online || !this.#directs) return;
      const path = `/programs/${program}/learning-plans/${id()}`;
      this.#online = new FromServer<Read>(
        () => app.clock.now(),
        () => app.session.fetch('GET', path),
      );
    });
  }

  get people() {
    return this.#live.rows?.people;
  }

  get today() {
    return this.#live.rows?.today ?? '';
  }

  /** Read from the server, as a director. */
  get online(): boolean {
    return this.#online?.value !== undefined && !this.#live.rows?.view;
  }

  get view(): LearningView | undefined {
    const here = this.#live.rows?.view;
    if (here) return here;
    const read = this.#online?.value;
    return read && deriveLearningPlan(read, read.signatures, []);
  }

  get state(): 'waiting' | 'missing' | 'failed' | 'here' {
    if (this.view) return 'here';
    if (this.#live.failed) return 'failed';
    if (!this.#live.rows || (this.#directs && !this.#online?.trouble)) return 'waiting';
    return 'missing';
  }
}
