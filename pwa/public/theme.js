// Before the first paint: the theme chosen on this device, or the system's. A file of its own, as inline scripts are refused.
try {
  var theme = localStorage.getItem('waymark.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // storage refused: the system's theme stays
}
