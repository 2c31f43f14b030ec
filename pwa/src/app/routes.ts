/** Every page, one line each; but for Give, its code is loaded when it is first opened. */
import type { Component } from 'svelte';
import Give from '../features/feedback/Give.svelte';
import { learnLists, learnTheRest } from '../i18n/t';
import { whenShown } from './shown';

type Page = Component<Record<string, string>>;
type Load = () => Promise<{ default: unknown }>;

interface Route {
  path: string;
  load: () => Promise<{ default: Page }>;
}

/** The page of the first load. It is part of the app's one file: in files of its own it would weigh 8 KB more. */
const first = (path: string, page: unknown): Route => {
  const loaded = Promise.resolve({ default: page as Page });
  return { path, load: () => loaded };
};

/** Any other page; it brings the other messages with it. */
const page = (path: string, load: Load): Route => ({
  path,
  load: () => Promise.all([load() as Promise<{ default: Page }>, learnTheRest()]).then(([loaded]) => loaded),
});

/** A page of the bar: it brings the few messages it needs, and the others once it is shown. */
const listed = (path: string, load: Load): Route => ({
  path,
  load: async () => {
    const [loaded] = await Promise.all([load() as Promise<{ default: Page }>, learnLists()]);
    whenShown(() => void learnTheRest().catch(() => {})); // whatever says more asks for them itself
    return loaded;
  },
});
/** Lists, writing, one plan and its document: features/learning-plans/LearningPages.svelte knows them. */
const learning: Load = () => import('../features/learning-plans/LearningPages.svelte');

/** The tour, practice and what there is to read: features/help/HelpPages.svelte knows them. */
const help: Load = () => import('../features/help/HelpPages.svelte');
/** 360 campaigns, their form, reports and what else belongs to them: features/campaigns/CampaignPages.svelte knows them. */
const campaigns: Load = () => import('../features/campaigns/CampaignPages.svelte');

/** A coach's learners, their meetings, and check-ins: features/coaching/Coaching.svelte knows them. */
const coaching: Load = () => import('../features/coaching/Coaching.svelte');

export const routes: readonly Route[] = [
  first('/', Give),
  listed('/inbox', () => import('../features/inbox/Inbox.svelte')),
  page('/inbox/go/:id', () => import('../features/notifications/Go.svelte')),
  page('/entry/:id', () => import('../features/inbox/Entry.svelte')),
  page('/given', () => import('../features/given/Given.svelte')),
  page('/jot', () => import('../features/jots/Jot.svelte')),
  page('/later', () => import('../features/jots/Later.svelte')),
  page('/ask', () => import('../features/requests/Ask.svelte')),
  page('/asked', () => import('../features/requests/Asked.svelte')),
  page('/asked/:id', () => import('../features/requests/Request.svelte')),
  page('/asked/:id/code', () => import('../features/requests/ShowCode.svelte')),
  page('/scan', () => import('../features/requests/Scan.svelte')),
  page('/g', () => import('../features/guests/Guest.svelte')),
  page('/r', () => import('../features/requests/Received.svelte')),
  listed('/plans', () => import('../features/plans/Plans.svelte')),
  page('/plans/new', () => import('../features/plans/NewPlan.svelte')),
  page('/plans/:id', () => import('../features/plans/Plan.svelte')),
  page('/learning-plan', learning),
  page('/learning-plan/:id', learning),
  page('/learning-plan/:id/:view', learning),
  page('/guide/:about', () => import('../features/guides/Guide.svelte')),
  page('/program', () => import('../features/program/Program.svelte')),
  page('/people/:id', () => import('../features/program/Record.svelte')),
  page('/coach', coaching),
  page('/coach/:name', coaching),
  page('/coach/:name/:id', coaching),
  page('/campaigns', campaigns),
  page('/campaigns/:name', campaigns),
  page('/campaigns/:name/:id', campaigns),
  page('/sync', () => import('../features/sync/SyncPage.svelte')),
  page('/help', help),
  page('/help/:name', help),
  page('/help/:name/:id', help),
  page('/you', () => import('../features/sessions/You.svelte')),
  page('/you/calendar', () => import('../features/calendar/Calendar.svelte')),
  page('/you/notifications', () => import('../features/notifications/Settings.svelte')),
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
