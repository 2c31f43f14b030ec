/**
 * A draft is open in one tab at a time, so that two tabs do not write over each other. Answers what gives it back, or
 * nothing while another tab has it. Without Web Locks every tab may.
 */
export function claimDraft(id: string): Promise<(() => void) | undefined> {
  if (!('locks' in navigator)) return Promise.resolve(() => undefined);
  return new Promise((answer, fail) => {
    const held = navigator.locks.request(`waymark-draft-${id}`, { ifAvailable: true }, (lock) => {
      if (!lock) return answer(undefined);
      return new Promise<void>((release) => answer(release));
    });
    held.catch(fail);
  });
}
