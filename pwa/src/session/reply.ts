/** An answer of the server: JSON where it sent JSON. `status` 0 means no answer at all. */
export interface Reply<T = unknown> {
  status: number;
  body: T | undefined;
  /** The problem's `code`, where the answer is one. */
  code: string | undefined;
  /** The field at fault, where the problem names one. */
  field: string | undefined;
  /** How long to wait before the next try, in milliseconds, where the server said so. */
  after: number | null;
}

/** No network, or somebody other than the server answered. */
export const noReply: Reply<never> = { status: 0, body: undefined, code: undefined, field: undefined, after: null };

export function reply<T>(status: number, text: string, after: number | null = null): Reply<T> {
  const body = json(text);
  if (body === undefined && text.trim() !== '') return noReply; // HTML under an API path: a portal or a proxy
  return { status, body: body as T | undefined, code: word(body, 'code'), field: word(body, 'field'), after };
}

function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function word(body: unknown, key: string): string | undefined {
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}
