import { KEY } from './language';

/** Keeps a choice of language on this device; null leaves it to the browser again. It holds from the next start. */
export function chooseLanguage(choice: string | null): void {
  try {
    if (choice === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, choice);
  } catch {
    // storage refused: the browser's languages stay
  }
}
