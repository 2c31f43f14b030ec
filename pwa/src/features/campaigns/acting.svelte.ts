/** Something a person does that only the server can do: on its way, done, or why not. */
import { isMessage, type Translate } from '../../i18n/t';
import type { Reply } from '../../session/reply';

export class Acting {
  busy = $state(false);
  /** Why it was not done, in words; empty while nothing is wrong. */
  fault = $state('');
  /** The field at fault, where the server named one. */
  field = $state('');
  readonly #t: Translate;

  constructor(t: Translate) {
    this.#t = t;
  }

  /** Does it; resolves to whether it was done. */
  async run<Body>(ask: () => Promise<Reply<Body>>, then?: (body: Body) => unknown): Promise<boolean> {
    this.busy = true;
    this.fault = this.field = '';
    const said = await ask();
    this.busy = false;
    const done = said.status >= 200 && said.status < 300;
    if (done) await then?.(said.body as Body);
    else {
      this.fault = this.#words(said);
      this.field = said.field ?? '';
    }
    return done;
  }

  #words({ status, code }: Reply): string {
    if (status === 0) return this.#t('campaign.fault.offline');
    if (status === 401) return this.#t('program.session.why');
    const key = `campaign.fault.${code ?? ''}`;
    return isMessage(key) ? this.#t(key) : this.#t('campaign.fault.other', { code: code ?? String(status) });
  }
}
