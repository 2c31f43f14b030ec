// Before the first paint, in a file of its own as inline scripts are refused: the theme chosen on this device, and what
// this address needs beside the first file, so that all of it is under way at once. The build names the files in
// index.html (vite.config.ts); while developing there are none.
{
  const files = document.currentScript.dataset;
  const kept = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // storage refused: the system's theme, the browser's language
    }
  };
  const bring = (names = '') => {
    for (const href of names.split(' ').filter(Boolean)) {
      const how = href.endsWith('.css') ? { rel: 'preload', as: 'style' } : { rel: 'modulepreload' };
      document.head.append(Object.assign(document.createElement('link'), { href, crossOrigin: '', ...how }));
    }
  };

  const theme = kept('waymark.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;

  const wished = kept('waymark.language') ?? navigator.language;
  const listed = /^\/(inbox|plans)\/?$/.test(location.pathname);
  const asked = location.pathname.startsWith('/inbox/go/');
  if (listed) bring(files.lists);
  if (asked) bring(files.asked);
  if (wished.startsWith('es')) bring(files.es);
  else if (wished.startsWith('en')) bring(listed ? files.listsEn : asked ? files.en : '');
}
