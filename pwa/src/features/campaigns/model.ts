/** Campaigns as the server tells them. Nothing of this is kept on the device: it is asked for when it is looked at. */
import type { CampaignForm as RaterCampaignForm, Group, NamedRoute } from '../../rater/model';

export type { Group, NamedRoute };

/** In a report small groups may stand together. */
export type ShownGroup = Group | 'others';

export const GROUPS: readonly Group[] = ['faculty', 'peers', 'nurses', 'other_professions', 'staff'];

export interface FormItem {
  id: string;
  text: string;
  theme: string | null;
  competency: string | null;
}

export interface CampaignForm extends RaterCampaignForm {
  items: readonly FormItem[];
}

export interface Named {
  id: string;
  name: string;
}

export interface Minimums {
  aim: number;
  total: number;
  group: number;
}

export type CampaignState = 'proposed' | 'approved' | 'open' | 'closed' | 'released' | 'unreleased' | 'refused';

/** How far the answers about one learner are, as of a morning; every count stops at its minimum. */
export interface Meter {
  as_of: string;
  valid: boolean;
  total: number;
  groups: readonly { group: Group; count: number }[];
}

/** One learner in one campaign. */
export interface Subject {
  id: string;
  learner: Named;
  outcome: 'released' | 'unreleased' | null;
  /** Only for the learner. */
  self_answered: boolean | null;
  /** Only for those who run the campaign. */
  meter: Meter | null;
}

/** A ward's poster. */
export interface Unit {
  id: string;
  rotation: Named;
  from: string;
  until: string;
  head_count: number;
  revoked: boolean;
}

export interface Campaign {
  id: string;
  state: CampaignState;
  opens_on: string;
  closes_on: string;
  groups: readonly Group[];
  minimums: Minimums;
  /** An answer is in. */
  minimums_fixed: boolean;
  /** None yet while it is only proposed. */
  facilitator: Named | null;
  proposed_by: Named | null;
  director_sees: boolean;
  form: CampaignForm;
  subjects: readonly Subject[];
  units: readonly Unit[];
}

export type RaterState = 'proposed' | 'invited' | 'struck' | 'revoked';

export interface Rater {
  id: string;
  name: string;
  mail: string;
  group: Group;
  subjects: readonly string[];
  state: RaterState;
  nominated_by: Named | null;
}

/** What a poster needs; the server tells it once. */
export interface PosterSecrets {
  id: string;
  link: string;
  word: string;
}

export interface Reading {
  valid: boolean;
  /** Answers by a ward's code beyond its head count. */
  waiting: number;
  comments: readonly { id: string; question: string; text: string }[];
}

/** How often each anchor was chosen; null where too few observed it. */
export type Figure = { counts: readonly number[]; could_not_observe: number } | null;

export interface ReportItem {
  item: string;
  self: number | null;
  all: Figure;
  groups: readonly { group: ShownGroup; figure: Figure }[];
}

export type Reliability = 'one_occasion' | 'growing' | 'dependable';

export interface Report {
  subject: string;
  campaign: string;
  learner: Named;
  /** `2026-H2`: an occasion is no more than its half-year. */
  half_year: string;
  form: CampaignForm;
  raters: number;
  groups: readonly { group: ShownGroup; raters: number; of?: readonly Group[]; reliability: Reliability }[];
  left_out: readonly Group[];
  items: readonly ReportItem[];
  comments: readonly { question: string; texts: readonly string[]; self: readonly string[] }[];
  strengths: readonly string[];
  to_plan: readonly string[];
}
