/** What the pages ask the server about campaigns. */
import type { PersonSession } from '../../session/session';
import type { Reply } from '../../session/reply';
import type {
  Campaign,
  CampaignForm,
  Group,
  Minimums,
  NamedRoute,
  PosterSecrets,
  Rater,
  Reading,
  Report,
} from './model';

/** A campaign as it is begun. */
export interface NewCampaign {
  id: string;
  learners: readonly string[];
  opens_on: string;
  closes_on: string;
  groups: readonly Group[];
  minimums: Minimums;
  facilitator?: string;
  director_sees: boolean;
}

/** Whom to ask: a member, or somebody by mail. */
export type NewRater = { id: string; group: Group; subjects?: readonly string[] } & (
  { person: string } | { mail: string; name: string }
);

export interface NewUnit {
  id: string;
  rotation: string;
  from: string;
  until: string;
  head_count: number;
}

/** A program's form in place of the one before. */
export interface EditedForm {
  /** The version it was made from. */
  base: number;
  items: readonly { id: string; text: string; theme: string | null }[];
  questions: readonly { id: string; text: string }[];
}

type Method = 'GET' | 'POST' | 'PUT';

export class CampaignLine {
  readonly #session: Pick<PersonSession, 'fetch'>;
  readonly #program: string;

  constructor(session: Pick<PersonSession, 'fetch'>, program: string) {
    this.#session = session;
    this.#program = program;
  }

  all = () => this.#ask<{ campaigns: Campaign[] }>('GET', '/campaigns');
  one = (id: string) => this.#ask<Campaign>('GET', `/campaigns/${id}`);
  start = (campaign: NewCampaign) => this.#ask<Campaign>('POST', '/campaigns', campaign);
  approve = (id: string, how: { facilitator: string; director_sees: boolean }) =>
    this.#ask<Campaign>('POST', `/campaigns/${id}/approval`, how);
  refuse = (id: string) => this.#ask<Campaign>('POST', `/campaigns/${id}/refusal`, {});
  extend = (id: string, closes_on: string) => this.#ask<Campaign>('PUT', `/campaigns/${id}/window`, { closes_on });
  widen = (id: string, groups: readonly Group[]) => this.#ask<Campaign>('PUT', `/campaigns/${id}/groups`, { groups });
  ask = (id: string, minimums: Minimums) => this.#ask<Campaign>('PUT', `/campaigns/${id}/minimums`, minimums);
  answer = (id: string, answer: unknown) => this.#ask('POST', `/campaigns/${id}/self`, answer);

  route = () => this.#ask<{ named_route: NamedRoute | null }>('GET', '/named-route');
  fillRoute = (route: NamedRoute) => this.#ask<{ named_route: NamedRoute | null }>('PUT', '/named-route', route);
  form = () => this.#ask<CampaignForm>('GET', '/campaign-form');
  editForm = (form: EditedForm) => this.#ask<CampaignForm>('POST', '/campaign-form', form);

  raters = (id: string) => this.#ask<{ raters: Rater[] }>('GET', `/campaigns/${id}/raters`);
  invite = (id: string, raters: readonly NewRater[]) =>
    this.#ask<{ raters: Rater[] }>('POST', `/campaigns/${id}/raters`, { raters });
  approveRater = (rater: string) => this.#ask<Rater>('POST', `/campaign-raters/${rater}/approval`, {});
  strikeRater = (rater: string) => this.#ask<Rater>('POST', `/campaign-raters/${rater}/striking`, {});
  revokeRater = (rater: string) => this.#ask<Rater>('POST', `/campaign-raters/${rater}/revocation`, {});
  mailRater = (rater: string) => this.#ask('POST', `/campaign-raters/${rater}/mail`, {});

  addUnit = (id: string, unit: NewUnit) => this.#ask<PosterSecrets>('POST', `/campaigns/${id}/units`, unit);
  reprint = (unit: string) => this.#ask<PosterSecrets>('POST', `/campaign-units/${unit}/reprint`, {});
  revokeUnit = (unit: string) => this.#ask('POST', `/campaign-units/${unit}/revocation`, {});

  reading = (subject: string) => this.#ask<Reading>('GET', `/campaign-subjects/${subject}/reading`);
  decide = (subject: string, decision: 'include' | 'leave_out') =>
    this.#ask<Reading>('POST', `/campaign-subjects/${subject}/waiting`, { decision });
  cover = (subject: string, comment: string, { from, to }: { from: number; to: number }) =>
    this.#ask<Reading>('POST', `/campaign-subjects/${subject}/redaction`, { comment, from, to });
  release = (subject: string) => this.#ask('POST', `/campaign-subjects/${subject}/release`, {});
  close = (subject: string) => this.#ask('POST', `/campaign-subjects/${subject}/closing`, {});

  report = (subject: string) => this.#ask<Report>('GET', `/campaign-subjects/${subject}/report`);
  reports = (learner?: string) =>
    this.#ask<{ reports: Report[] }>('GET', `/campaign-reports${learner ? `?learner=${learner}` : ''}`);

  #ask<Body = unknown>(method: Method, path: string, body?: unknown): Promise<Reply<Body>> {
    return this.#session.fetch<Body>(method, `/programs/${this.#program}${path}`, body);
  }
}
