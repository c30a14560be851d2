import type { BrowserContext, Request } from '@playwright/test';
import { below } from './place';

/** What comes with the first thing that a reader does, or points at, whenever that is. */
const COMFORTS = /^\/pkg\/(read|islands|incidents|morph)\./;

/** What the pages of a context ask the site for. */
export class Traffic {
  private requests: { path: string; request: Request }[] = [];

  constructor(context: BrowserContext, origin: string) {
    context.on('request', (request) => {
      const url = new URL(request.url());
      const path = below(url.pathname);
      // The icon and the faces are fetched by the browser for itself, whenever it likes.
      const isOurs = path !== '/favicon.svg' && !path.endsWith('.woff2');
      if (url.origin === origin && isOurs) this.requests.push({ path, request });
    });
  }

  /** Forgets what was asked for so far. */
  clear() {
    this.requests = [];
  }

  /** All but the comforts of reading. */
  get all(): string[] {
    return this.paths.filter((path) => !COMFORTS.test(path));
  }

  /** The comforts of reading. */
  get comforts(): string[] {
    return this.paths.filter((path) => COMFORTS.test(path));
  }

  private get paths(): string[] {
    return this.requests.map(({ path }) => path);
  }

  /** Page loads. */
  get documents(): string[] {
    return this.requests.filter(({ request }) => request.isNavigationRequest()).map(({ path }) => path);
  }

  /** Data of pages. */
  get data(): string[] {
    return this.all.filter((path) => path.endsWith('.json'));
  }
}
