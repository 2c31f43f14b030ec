/** Light, dark, or as the system has it. public/early.js does the same before the first paint. */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'waymark.theme';

export function theme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

export function setTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // storage refused: until the page closes
  }
}
