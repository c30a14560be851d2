import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { at, below } from './place';

/** Runs before anything else on a page, and tells the relay what goes wrong there. */
const WATCH = `
const tell = (problem) => navigator.sendBeacon(${JSON.stringify(at('/relay/problem'))}, problem);
for (const level of ['error', 'warn', 'assert']) {
  const plain = console[level];
  console[level] = (...said) => {
    if (level !== 'assert' || !said[0]) tell('console ' + level + ': ' + said.join(' '));
    plain.apply(console, said);
  };
}
addEventListener('error', ({ message, target }) => tell(message ? 'uncaught: ' + message : 'failed: ' + (target.src || target.href)), true);
addEventListener('unhandledrejection', ({ reason }) => tell('unhandled: ' + reason));
addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
  tell('security policy: ' + violatedDirective + ' forbids ' + blockedURI);
});
`;

/** What a test may do to an answer: wait before it is sent, or send another. */
type Meddling = (path: string, text: string) => Promise<string | number | undefined> | string | number | undefined;

/**
 * Stands between a browser and the site. A WebDriver says neither what a page asks for nor what it complains
 * of, and can't make a request fail; from here all that can be seen and done, in every engine alike.
 */
export class Relay {
  private requests: string[] = [];
  private said: string[] = [];
  private expected: RegExp[] = [];
  private meddling: Meddling = () => undefined;

  private constructor(
    private readonly site: URL,
    /** Of the site, as it is seen through here. */
    readonly address: string,
    readonly close: () => void,
  ) {}

  static async before(site: string): Promise<Relay> {
    const server = createServer((question, answer) => void relay.answer(question, answer)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { pathname } = new URL(site);
    const relay = new Relay(new URL(site), `http://127.0.0.1:${port}${pathname.replace(/\/$/, '')}`, () => {
      server.close();
      server.closeAllConnections();
    });
    return relay;
  }

  /** Pages and data that were asked for since the last look. */
  asked(): string[] {
    const seen = this.requests.filter((path) => path.endsWith('/') || path.endsWith('.json'));
    this.requests = [];
    return seen;
  }

  /** The app, a page, whatever is asked for next: changed by the test. */
  meddle(meddling: Meddling) {
    this.meddling = meddling;
  }

  /** Takes note of a kind of problem that a test provokes on purpose. */
  expect(...patterns: RegExp[]) {
    this.expected.push(...patterns);
  }

  /** The problems that nobody expected. */
  get problems(): string[] {
    return this.said.filter((problem) => !this.expected.some((pattern) => pattern.test(problem)));
  }

  /** Whether a page has said something. */
  heard(text: string): boolean {
    return this.said.includes(text);
  }

  private async answer(question: IncomingMessage, answer: ServerResponse) {
    const path = below(question.url ?? '/');
    if (path === '/relay/watch.js') {
      answer.setHeader('content-type', 'text/javascript').end(WATCH);
      return;
    }
    if (path === '/relay/problem') {
      this.said.push(await text(question));
      answer.writeHead(204).end();
      return;
    }
    this.requests.push(path.split('?')[0]!);
    // What is looked into should not come packed, and what is changed not be held for what the browser has.
    const { 'accept-encoding': _, 'if-none-match': _tag, 'if-modified-since': _day, ...headers } = question.headers;
    const { method, url } = question;
    const passed = request(new URL(url!, this.site), { method, headers: { ...headers, host: this.site.host } });
    passed.on('error', () => answer.destroy());
    passed.end();
    const [response] = (await once(passed, 'response')) as [IncomingMessage];
    await this.hand(path, response, answer);
  }

  private async hand(path: string, response: IncomingMessage, answer: ServerResponse) {
    let status = response.statusCode!;
    const { 'content-length': _, ...headers } = response.headers;
    const type = headers['content-type'] ?? '';
    if (status === 304 || !/html|json|wasm/.test(type)) {
      answer.writeHead(status, response.headers);
      response.pipe(answer);
      return;
    }
    let body = await text(response, type.includes('wasm') ? 'latin1' : 'utf8');
    const instead = await this.meddling(path, body);
    if (typeof instead === 'string') body = instead;
    if (typeof instead === 'number') status = instead;
    if (status >= 400) this.said.push(`status ${status}: ${path}`);
    if (type.includes('html')) body = body.replace('<head>', `<head><script src="${at('/relay/watch.js')}"></script>`);
    // A page that was left does not wait for it any more.
    answer.on('error', () => undefined);
    answer.writeHead(status, headers).end(body, type.includes('wasm') ? 'latin1' : 'utf8');
  }
}

async function text(stream: IncomingMessage, encoding: BufferEncoding = 'utf8'): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts).toString(encoding);
}
