export const session = {
  'session.sign_in': 'Sign in',
} as const;
