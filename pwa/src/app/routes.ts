/** Every page, one line each; its code is loaded when it is first opened. */
import type { Component } from 'svelte';
import { learnTheRest } from '../i18n/t';

type Page = Component<Record<string, string>>;
type Load = () => Promise<{ default: unknown }>;

interface Route {
  path: string;
  load: () => Promise<{ default: Page }>;
}

/** A page of the first load, and any other, which brings the other messages with it. */
const first = (path: string, load: Load): Route => ({ path, load: load as Route['load'] });
const page = (path: string, load: Load): Route =>
  first(path, () => Promise.all([load(), learnTheRest()]).then(([loaded]) => loaded));

export const routes: readonly Route[] = [
  first('/', () => import('../features/feedback/Give.svelte')),
  page('/inbox', () => import('../features/inbox/Inbox.svelte')),
  page('/entry/:id', () => import('../features/inbox/Entry.svelte')),
  page('/given', () => import('../features/given/Given.svelte')),
  page('/plans', () => import('../features/plans/Plans.svelte')),
  page('/plans/new', () => import('../features/plans/NewPlan.svelte')),
  page('/plans/:id', () => import('../features/plans/Plan.svelte')),
  page('/program', () => import('../features/program/Program.svelte')),
  page('/people/:id', () => import('../features/program/Record.svelte')),
  page('/sync', () => import('../features/sync/SyncPage.svelte')),
  page('/you', () => import('../features/sessions/You.svelte')),
  page('/sign-in', () => import('../features/sessions/SignIn.svelte')),
];

export interface Match {
  route: Route;
  params: Record<string, string>;
}

/** The page of a path; the first line that fits wins. */
export function match(path: string): Match | undefined {
  const parts = split(path);
  for (const route of routes) {
    const pattern = split(route.path);
    if (pattern.length !== parts.length) continue;
    const params: Record<string, string> = {};
    const fits = pattern.every((piece, i) => {
      const part = parts[i] ?? '';
      if (!piece.startsWith(':')) return piece === part;
      params[piece.slice(1)] = part;
      return true;
    });
    if (fits) return { route, params };
  }
  return undefined;
}

function split(path: string): string[] {
  return path.split('/').filter(Boolean).map(decode);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
