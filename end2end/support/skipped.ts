import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { NO_PATH } from './place';

/**
 * Says of every skipped test why. Where the checks of a pull request run, they fail for it, unless the test is
 * about the path that a site lives under and there is none.
 */
export default class Skipped implements Reporter {
  private tests = new Map<string, string>();

  onTestEnd(test: TestCase, { status, annotations }: TestResult) {
    const reason = annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description;
    const name = test.titlePath().filter(Boolean).join(' › ');
    if (status === 'skipped') this.tests.set(name, reason ?? 'nobody says why');
    else this.tests.delete(name);
  }

  async onEnd(): Promise<{ status: 'failed' } | undefined> {
    for (const [name, reason] of this.tests) console.log(`skipped: ${name}: ${reason}`);
    const unexcused = [...this.tests.values()].filter((reason) => reason !== NO_PATH).length;
    if (!process.env['CI'] || !unexcused) return undefined;
    console.log(`${unexcused} skipped that should have run: \`cargo xtask setup --browser\` brings what they need`);
    return { status: 'failed' };
  }

  printsToStdio() {
    return false;
  }
}
