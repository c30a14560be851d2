import type { BrowserContext } from '@playwright/test';

/**
 * All that must not happen while a reader uses the site: messages on the console, uncaught errors,
 * violations of the security policy, requests that fail.
 */
export class Problems {
  private seen: string[] = [];
  private expected: RegExp[] = [];

  /** Takes note of a kind of problem that a test provokes on purpose. */
  expect(...patterns: RegExp[]) {
    this.expected.push(...patterns);
  }

  /** The problems that nobody expected. */
  get unexpected(): string[] {
    return this.seen.filter((problem) => !this.expected.some((pattern) => pattern.test(problem)));
  }

  /** The problems that the test expected. */
  get provoked(): string[] {
    return this.seen.filter((problem) => this.expected.some((pattern) => pattern.test(problem)));
  }

  static async watch(context: BrowserContext, origin: string): Promise<Problems> {
    const problems = new Problems();
    const add = (problem: string) => problems.seen.push(problem);
    context.on('console', (message) => {
      // A face that comes after the first frame is not shown (`font-display: optional`): on a busy
      // machine that is how it should be.
      if (message.text().includes('.woff2 was preloaded using link preload but not used')) return;
      if (['error', 'warning', 'assert'].includes(message.type())) {
        add(`console ${message.type()}: ${message.text()} (${message.location().url})`);
      }
    });
    context.on('weberror', (error) => add(`uncaught: ${error.error()}`));
    context.on('response', (response) => {
      if (response.url().startsWith(origin) && response.status() >= 400) {
        add(`status ${response.status()}: ${response.url()}`);
      }
    });
    context.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? 'no reason given';
      // A page that is left calls off what it has asked for.
      if (reason === 'net::ERR_ABORTED') return;
      if (request.url().startsWith(origin)) add(`failed: ${request.url()} (${reason})`);
    });
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
        console.error(`security policy: ${violatedDirective} forbids ${blockedURI}`);
      });
    });
    return problems;
  }
}
