/** What an address fills into a new form: `/?learner=`, and from a plan or a request its skill and the thing itself. */
import type { GiveDraft } from './draft';

/** A plan, as far as a second look at its skill needs to know. */
export interface Plan {
  id: string;
  learner: string;
  set: string | null;
  subcompetency: string | null;
}

/** Where a second look at a plan's skill is given. */
export function secondLookAt({ id, learner, set, subcompetency }: Plan): string {
  const about = new URLSearchParams({ learner, plan: id });
  if (set && subcompetency) {
    about.set('set', set);
    about.set('skill', subcompetency);
  }
  return `/?${about.toString()}`;
}

/** The part of a draft an address says; nothing where it names no learner. */
export function prefillFrom(address: URLSearchParams): Partial<GiveDraft> | undefined {
  const learner = address.get('learner');
  if (!learner) return undefined;
  const [set, skill, plan, request] = ['set', 'skill', 'plan', 'request'].map((key) => address.get(key));
  const about = set && skill ? { set, subcompetency: skill } : {};
  const answers = request ? { answers: { request, learner, code: null } } : {};
  if (!plan) return { learner, ...about, ...answers };
  return { learner, ...about, ...answers, looks_at: { plan, learner, subcompetency: set && skill ? skill : null } };
}
