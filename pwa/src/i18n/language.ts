/** What was chosen on this device, and what the browser asks for. Read once, when the app starts. */

/** Where the choice is kept. */
export const KEY = 'waymark.language';

/** The language chosen under You; null where the browser decides. */
export function chosenLanguage(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage refused, or none
  }
}

/** Languages (`es-MX`), the most wanted first. */
export const wishes: readonly string[] = [chosenLanguage() ?? [], globalThis.navigator?.languages ?? []].flat();
