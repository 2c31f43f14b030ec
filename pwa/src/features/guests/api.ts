/** What a guest's browser says to the server: no account, one request, one entry. */
import { API, type Send } from '../../api/send';
import { reply, noReply, type Reply } from '../../session/reply';
import type { Profession } from './model';

/** The request a guest was asked, as the server answers it. */
export interface GuestRequest {
  id: string;
  program: string;
  institution: string;
  /** By name. */
  learner: string;
  set: string;
  subcompetency: { id: string; title: string };
  question: string;
  goal: string | null;
  context: string | null;
  own_view: string | null;
  in_person: boolean;
  state: string;
}

/** The body of `POST /guest/entry`. */
export interface GuestAnswer {
  code: string;
  given_name: string;
  family_name: string;
  profession: Profession;
  id: string;
  given_at: string;
  feedback: Record<string, unknown>;
}

export class GuestLine {
  #token = '';

  constructor(readonly send: Send) {}

  /** Opens the link that was mailed. */
  open(token: string): Promise<Reply> {
    return this.#begin('/guest/session', { token });
  }

  /** Opens the request of a code that was scanned. */
  scan(code: string, mail: string): Promise<Reply> {
    return this.#begin('/guest/scan', { code, mail });
  }

  request(): Promise<Reply<GuestRequest>> {
    return this.#ask<GuestRequest>('GET', '/guest/request');
  }

  mailCode(): Promise<Reply> {
    return this.#ask('POST', '/guest/code', {});
  }

  answer(answer: GuestAnswer): Promise<Reply> {
    return this.#ask('POST', '/guest/entry', answer);
  }

  async #begin(path: string, body: unknown): Promise<Reply> {
    const answer = await this.#ask<{ token?: string }>('POST', path, body);
    this.#token = answer.body?.token ?? '';
    return answer;
  }

  async #ask<T = unknown>(method: string, path: string, body?: unknown): Promise<Reply<T>> {
    const headers: Record<string, string> = this.#token ? { Authorization: `Bearer ${this.#token}` } : {};
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    try {
      const sent = { method, path: API + path, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
      const { status, text } = await this.send(sent);
      return reply<T>(status, text);
    } catch {
      return noReply;
    }
  }
}
