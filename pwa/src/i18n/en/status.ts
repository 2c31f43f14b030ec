/** The state of sending, said on every page. */
export const status = {
  'sync.status.attention': '{n|One needs|# need} attention',
  'sync.status.waiting': '{n} waiting to send',
  'sync.status.sign_in': '{n} waiting\u00a0· sign in to send',
  'sync.status.sent': 'Sent {at}',
  'sync.saved': 'Saved on this phone',
  'sync.status.held': '{n} with your coordinator',
} as const;
