/** Who is signed in on this device. */
import type { Role } from '../db/reference';

export interface Person {
  id: string;
  given_name: string;
  family_name: string;
  email: string;
}

export interface ProgramInfo {
  id: string;
  name: string;
  time_zone: string;
  institution: string;
}

export interface Membership {
  program: ProgramInfo;
  roles: Role[];
  training_year: number | null;
  profession: string | null;
}

/** What the server says about a person, remembered so that the app opens offline. */
export interface Account {
  person: Person;
  memberships: Membership[];
  demo: boolean;
}

/** An answer of the server: JSON where it sent JSON. `status` 0 means no answer at all. */
export interface Reply<T = unknown> {
  status: number;
  body: T | undefined;
  /** The problem's `code`, where the answer is one. */
  code: string | undefined;
  /** The field at fault, where the problem names one. */
  field: string | undefined;
}

export interface PersonSession {
  readonly person: Person;
  readonly memberships: readonly Membership[];
  readonly demo: boolean;
  /** The program whose pages are shown; the first one unless the person chose another. */
  readonly program: ProgramInfo | null;
  /** The roles in that program. */
  readonly roles: readonly Role[];
  /** An online request under `/api/v1`, with the access token. Never rejects: no network is status 0. */
  fetch<T = unknown>(method: string, path: string, body?: unknown): Promise<Reply<T>>;
}
