export const give = {} as const;
