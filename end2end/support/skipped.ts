import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { NO_PATH, SAME_BELOW_A_PATH } from './place';

/** What a path makes void, or the lack of one. */
const EXCUSES = [NO_PATH, SAME_BELOW_A_PATH];

/**
 * Says of every skipped test why. Where the checks of a pull request run, they fail for it, unless it is the path
 * that a site lives under, or the lack of one, which makes the test void.
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
    const unexcused = [...this.tests.values()].filter((reason) => !EXCUSES.includes(reason)).length;
    if (!process.env['CI'] || !unexcused) return undefined;
    console.log(`${unexcused} skipped that should have run: \`cargo xtask setup --browser\` brings what they need`);
    return { status: 'failed' };
  }

  printsToStdio() {
    return false;
  }
}
