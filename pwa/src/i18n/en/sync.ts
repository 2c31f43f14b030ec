export const sync = {
  'sync.title': 'Sending',
} as const;
