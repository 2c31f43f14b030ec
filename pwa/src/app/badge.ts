/** The number on the app's icon, where the platform has one; at 0 there is none. */
export function showBadge(count: number): void {
  if ('setAppBadge' in navigator) void navigator.setAppBadge(count).catch(() => {}); // a wish, never a condition
}
