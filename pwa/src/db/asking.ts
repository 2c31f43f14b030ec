/** Which of the page's queries still wait for their first answer: what nobody sees is not begun before. */

/** Queries that have neither answered nor failed yet. */
const asking = new Set<object>();
let heard: (() => void)[] = [];

/** A query begins to ask. */
export function asks(query: object): void {
  asking.add(query);
}

/** It has its first answer, failed, or is not of interest any more. */
export function answered(query: object): void {
  asking.delete(query);
  if (asking.size > 0) return;
  for (const tell of heard) tell();
  heard = [];
}

/** Resolves once every query of the page has answered: from then on it shows what it has. */
export function allAnswered(): Promise<void> {
  return asking.size === 0 ? Promise.resolve() : new Promise((tell) => heard.push(tell));
}
