/** Who somebody is, as the server says it and the device remembers it. */
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

/** A session as the server answers it. */
export interface SessionBody extends Account {
  access_token: string;
}

/** Reads a session's answer; null for anything else, such as a captive portal's page. */
export function readSession(text: string): SessionBody | null {
  let body: Partial<SessionBody> | null;
  try {
    body = JSON.parse(text) as Partial<SessionBody> | null;
  } catch {
    return null;
  }
  if (typeof body?.access_token !== 'string' || typeof body.person?.id !== 'string') return null;
  if (!Array.isArray(body.memberships)) return null;
  const { access_token, person, memberships } = body;
  return { access_token, person, memberships, demo: body.demo === true };
}
