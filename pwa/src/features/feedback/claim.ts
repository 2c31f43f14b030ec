/** How long a tab that is just closing may take to let go of its draft. */
const PATIENCE_MS = 1_500;

/**
 * A draft is open in one tab at a time, so that two tabs do not write over each other. Answers what gives it back, or
 * nothing while another tab has it. Without Web Locks every tab may.
 */
export function claimDraft(id: string): Promise<(() => void) | undefined> {
  if (!('locks' in navigator)) return Promise.resolve(() => undefined);
  return new Promise((answer, fail) => {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const held = navigator.locks.request(
      `waymark-draft-${id}`,
      { signal },
      () => new Promise<void>((release) => answer(release)),
    );
    held.catch((reason: unknown) => (signal.aborted ? answer(undefined) : fail(reason)));
  });
}
