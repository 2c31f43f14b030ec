/** One HTTP exchange: the only place that touches the network. */

export interface HttpRequest {
  method: string;
  /** Under the origin, as `/api/v1/…`. */
  path: string;
  headers?: Record<string, string>;
  body?: string;
  keepalive?: boolean;
}

export interface HttpResponse {
  status: number;
  header(name: string): string | null;
  text: string;
}

/** Rejects when there was no answer: no network, a broken connection, nothing within the time. */
export type Send = (request: HttpRequest) => Promise<HttpResponse>;

/** Where the API lives. */
export const API = '/api/v1';

/** Long enough for a backlog over a bad line, short enough to try again. */
const PATIENCE_MS = 30_000;

/** The browser's own. */
export const browserSend: Send = async ({ method, path, headers, body, keepalive }) => {
  const response = await fetch(path, {
    method,
    headers: { Accept: 'application/json', ...headers },
    body: body ?? null,
    keepalive: keepalive === true && (body?.length ?? 0) < 60_000, // browsers refuse more
    credentials: 'same-origin',
    cache: 'no-store',
    redirect: 'error', // a captive portal is not the server
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  return { status: response.status, header: (name) => response.headers.get(name), text: await response.text() };
};

/** `Retry-After` in milliseconds; a date is read against the server's own clock. */
export function retryAfter(response: HttpResponse): number | null {
  const value = response.header('retry-after');
  if (value === null) return null;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000;
  const wait = Date.parse(value) - Date.parse(response.header('date') ?? '');
  return Number.isNaN(wait) ? null : Math.max(0, wait);
}
