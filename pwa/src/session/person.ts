import type { DeviceSession, PersonSession } from './session';
import type { Membership, Person, ProgramInfo } from './account';
import { noReply, reply, type Reply } from './reply';
import type { WireRequest } from '../sync/ports';

/** The session as one person's pages use it. */
export class SessionOf implements PersonSession {
  constructor(
    readonly person: Person,
    readonly device: DeviceSession,
  ) {}

  get memberships(): readonly Membership[] {
    return this.#account?.memberships ?? [];
  }

  get demo(): boolean {
    return this.#account?.demo ?? false;
  }

  get program(): ProgramInfo | null {
    return this.#membership?.program ?? null;
  }

  get roles(): Membership['roles'] {
    return this.#membership?.roles ?? [];
  }

  async fetch<T = unknown>(method: WireRequest['method'], path: string, body?: unknown): Promise<Reply<T>> {
    const request = { method, path, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const answer = await this.device.ask(this.person.id, request);
    if (answer.kind === 'no_answer') return noReply;
    if (answer.kind === 'sign_in') return { ...noReply, status: 401, code: 'no_session' };
    return reply<T>(answer.status, answer.text, answer.retryAfter);
  }

  get #account() {
    const account = this.device.state.get().account;
    return account?.person.id === this.person.id ? account : null;
  }

  get #membership(): Membership | undefined {
    const account = this.#account;
    const chosen = account?.memberships.find(({ program }) => program.id === account.program);
    return chosen ?? account?.memberships[0];
  }
}
