/** What a rater's browser says to the server: no account, one form, and nothing to read but that. */
import { API, retryAfter, type Send } from '../api/send';
import { noReply, reply, type Reply } from '../session/reply';
import type { Answer, RaterForm } from './model';

export interface Session {
  token: string;
  kind: 'personal' | 'unit';
  /** Of a personal link: what is asked comes at once, which spares a phone on a slow network one wait. */
  form?: RaterForm | null;
}

export class RaterLine {
  constructor(
    readonly send: Send,
    /** Tells one device's answers from another's, so that one of them cannot answer as ten people. It tells nothing else. */
    readonly device: string,
  ) {}

  /** Exchanges the secret of a link; the server keeps count of nothing yet. */
  open(secret: string): Promise<Reply<Session>> {
    return this.#ask('POST', '/rater/session', { body: { token: secret } });
  }

  form(token: string): Promise<Reply<RaterForm>> {
    return this.#ask('GET', '/rater/form', { token });
  }

  /** The ward's word, which lists whom it is about. */
  word(token: string, word: string): Promise<Reply<RaterForm>> {
    return this.#ask('POST', '/rater/word', { token, body: { word } });
  }

  answer(token: string, answer: Answer): Promise<Reply> {
    return this.#ask('POST', '/rater/answers', { token, body: answer });
  }

  /** What waited; sent again it is the same answer. */
  sealed(sealed: string): Promise<Reply> {
    return this.#ask('POST', '/rater/sealed', { body: { sealed } });
  }

  async #ask<T>(method: string, path: string, { token, body }: { token?: string; body?: unknown }): Promise<Reply<T>> {
    const headers: Record<string, string> = { 'X-Rater-Device': this.device };
    if (token !== undefined) headers.Authorization = `Bearer ${token}`;
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    try {
      const sent = { method, path: API + path, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
      const answer = await this.send(sent);
      return reply<T>(answer.status, answer.text, retryAfter(answer));
    } catch {
      return noReply;
    }
  }
}
