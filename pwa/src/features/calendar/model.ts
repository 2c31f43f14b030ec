/** A person's calendar feed, as the server tells it. Its address is told once, when it is made or renewed. */
export interface Feed {
  made_at: string | null;
  shows_goal: boolean;
}

/** The address in the form that opens a calendar program. */
export const webcal = (url: string): string => url.replace(/^https?:/, 'webcal:');
