/** One area in another language: every English message and no other, or it does not compile. */
export type Translation<English> = { readonly [Key in keyof English]: string };
