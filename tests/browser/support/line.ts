import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** What happens to a request on its way. Without a word it reaches the server and its answer comes back. */
export type Fate =
  /** It reaches the server, which does what it says; the answer is lost. */
  | 'answer_lost'
  /** Nobody answers, ever. */
  | 'held'
  /** Somebody else answers in the server's place: 200 and a page. */
  | 'portal';

/** A request as it passed. */
export interface Passed {
  method: string;
  path: string;
  body: string;
}

/**
 * The line between phones and the server: everything goes through it, and it can be told what to do to the next requests.
 * Phones know the server under this line's address.
 */
export class Line {
  /** Every request that was sent whole, in order, whatever became of it. */
  readonly passed: Passed[] = [];
  /** Decides about a request once it was sent whole. */
  fate: (sent: Passed) => Fate | undefined = () => undefined;
  /** Appended to the service worker: another version of the app. */
  version = '';
  readonly url: string;
  readonly #stop: () => Promise<void>;
  #waiting: { wanted: (sent: Passed) => boolean; tell: (sent: Passed) => void }[] = [];

  private constructor(url: string, stop: () => Promise<void>) {
    this.url = url;
    this.#stop = stop;
  }

  static async to(server: string): Promise<Line> {
    const upstream = Number(new URL(server).port);
    const listener = createServer((sent, answer) => void line.#pass(sent, answer, upstream)).listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const { port } = listener.address() as AddressInfo;
    const line = new Line(`http://localhost:${port}`, async () => {
      listener.closeAllConnections();
      listener.close();
      await once(listener, 'close');
    });
    return line;
  }

  /** Resolves once such a request has met its fate: of a lost answer, once the server has given it. */
  met(path: string): Promise<Passed> {
    return new Promise((tell) => this.#waiting.push({ wanted: (sent) => sent.path.startsWith(path), tell }));
  }

  /** The bodies of everything pushed so far. */
  pushes(): string[] {
    return this.passed.filter(({ path }) => path === '/api/v1/sync/push').map(({ body }) => body);
  }

  stop(): Promise<void> {
    return this.#stop();
  }

  async #pass(incoming: IncomingMessage, outgoing: ServerResponse, port: number): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
    } catch {
      return; // the phone went away while it was sending
    }
    const body = Buffer.concat(chunks);
    const sent = { method: incoming.method ?? 'GET', path: incoming.url ?? '/', body: body.toString() };
    this.passed.push(sent);
    const fate = this.fate(sent);
    if (fate === 'held') return this.#tell(sent);
    if (fate === 'portal') {
      outgoing.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Hospital guests</title>');
      return this.#tell(sent);
    }

    const { method } = incoming;
    const headers = { ...incoming.headers };
    const worker = this.version !== '' && sent.path === '/service-worker.js';
    if (worker) for (const name of ['if-none-match', 'if-modified-since', 'accept-encoding']) delete headers[name];
    const onward = request({ host: '127.0.0.1', port, path: sent.path, method, headers }, (answer) => {
      if (fate === 'answer_lost') {
        answer.resume().on('end', () => {
          this.#tell(sent);
          outgoing.destroy();
        });
        return;
      }
      if (worker) void this.#other(answer, outgoing);
      else {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      }
      this.#tell(sent);
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    onward.end(body);
  }

  async #other(answer: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    outgoing.writeHead(200, { 'content-type': 'text/javascript', 'cache-control': 'no-cache' });
    outgoing.end(`${Buffer.concat(chunks).toString()}\n// ${this.version}`);
  }

  #tell(sent: Passed): void {
    const told = this.#waiting.filter(({ wanted }) => wanted(sent));
    this.#waiting = this.#waiting.filter((one) => !told.includes(one));
    for (const { tell } of told) tell(sent);
  }
}
