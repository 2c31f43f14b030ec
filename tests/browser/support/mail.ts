import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';

/** The mail that a server wrote into a folder. */
export class Mailbox {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** What stands in the newest mail to an address that says this; waits for it. */
  async newest(to: string, saying: RegExp): Promise<RegExpExecArray> {
    let found: RegExpExecArray | null = null;
    await expect.poll(async () => (found = saying.exec((await this.#to(to)).at(-1) ?? '')) !== null).toBe(true);
    if (found === null) throw new Error('no such mail');
    return found;
  }

  /** The texts of all mail to an address, oldest first. */
  async #to(address: string): Promise<string[]> {
    const names = (await readdir(this.folder).catch(() => [])).filter((name) => name.endsWith('.eml'));
    const mail = await Promise.all(
      names.map(async (name) => {
        const file = join(this.folder, name);
        return { at: (await stat(file)).mtimeMs, text: decoded(await readFile(file, 'utf8')) };
      }),
    );
    mail.sort((a, b) => a.at - b.at);
    return mail.map(({ text }) => text).filter((text) => text.includes(`To: ${address}`));
  }
}

/** Quoted-printable as it was written. */
function decoded(mail: string): string {
  const whole = mail.replaceAll(/=\r?\n/g, '');
  return whole.replaceAll(/=([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
