import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, defineConfig, devices } from '@playwright/test';

// Where the site is. In this order: at BASE_URL; what BLOG_BIN serves of BLOG_SITE, on a port of its
// own; at the address of `cargo leptos end-to-end`, whose server is taken if it runs.
const { BASE_URL, BLOG_BIN, BLOG_SITE, CARGO_TARGET_DIR } = process.env;
const blog = BLOG_BIN ?? join(CARGO_TARGET_DIR ?? '../target', 'release/blog');
const serve = `"${blog}" serve --site "${BLOG_SITE ?? '../target/site'}" --port`;
const usual = 'http://127.0.0.1:3000';

// The server says on which port it is; Playwright hands that on as a variable.
const ownServer = { command: `${serve} 0`, wait: { stdout: /on (?<e2e_address>http:\/\/\S+)/ } };
const usualServer = { command: `${serve} 3000`, url: usual, reuseExistingServer: true };
const webServer = BLOG_BIN || BLOG_SITE ? ownServer : usualServer;
const address = BASE_URL ?? (webServer === ownServer ? process.env['E2E_ADDRESS'] : usual);
// With the path that the site lives under, if it does: see `support/place.ts`.
const baseURL = address?.replace(/\/$/, '');

// What the blogs of this run lie under: see `support/built.ts`. Workers inherit it.
process.env['BLOG_RUN'] ??= String(process.pid);

/** The system's Chromium, where Playwright's own is not installed. */
function systemChromium(): string | undefined {
  if (process.env['CHROMIUM_PATH']) return process.env['CHROMIUM_PATH'];
  const conventional = '/usr/bin/chromium';
  return !existsSync(chromium.executablePath()) && existsSync(conventional) ? conventional : undefined;
}
const executablePath = systemChromium();

export default defineConfig({
  testDir: 'tests',
  // The tests of a file follow each other in one browser, but for those of long files, which say so: to start
  // another costs more than it saves.
  fullyParallel: false,
  forbidOnly: Boolean(process.env['CI']),
  // A busy machine must not turn a run red: what passes only at the second try is reported as flaky.
  retries: process.env['CI'] ? 2 : 0,
  workers: 2,
  timeout: 60_000,
  expect: {
    timeout: 10_000,
    // Another version of the browser draws the edges of letters a little otherwise.
    toHaveScreenshot: { threshold: 0.1, maxDiffPixelRatio: 0.005 },
  },
  snapshotPathTemplate: '{testDir}/../pictures/{arg}{ext}',
  globalTeardown: './support/finish.ts',
  reporter: [['list'], ['./support/skipped.ts']],
  ...(BASE_URL ? {} : { webServer }),
  use: {
    ...devices['Desktop Chrome'],
    ...(baseURL ? { baseURL } : {}),
    colorScheme: 'light',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // Letters are drawn as they are, whatever the system does to them.
        '--font-render-hinting=none',
        '--disable-lcd-text',
      ],
    },
  },
  projects: [
    { name: 'chromium', testIgnore: ['no-js.spec.ts', 'engines*.spec.ts'] },
    {
      name: 'no-js',
      testMatch: ['pages.spec.ts', 'people.spec.ts', 'numbered.spec.ts', 'no-js.spec.ts'],
      use: { javaScriptEnabled: false },
    },
    // Driven as they are on readers' machines: `support/engine.ts`.
    { name: 'firefox', testMatch: 'engines*.spec.ts' },
    { name: 'webkit', testMatch: 'engines*.spec.ts' },
  ],
});
