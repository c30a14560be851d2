import { test as base } from '@playwright/test';
import { LargeBlog } from './large';
import { expect, pageOfSite, requestsOfSite } from './place';
import { Problems } from './problems';
import { Site } from './site';
import { Traffic } from './traffic';

interface ForTest {
  /** Fails the test for every problem that it does not expect. */
  problems: Problems;
  traffic: Traffic;
}

interface ForWorker {
  site: Site;
}

export const test = base.extend<ForTest, ForWorker>({
  site: [
    async ({ playwright }, use, { project }) => {
      const { baseURL } = project.use;
      const request = await playwright.request.newContext(baseURL ? { baseURL } : {});
      await use(await Site.read(request));
      await request.dispose();
    },
    { scope: 'worker' },
  ],
  context: async ({ context }, use) => {
    context.on('page', pageOfSite);
    await use(context);
  },
  request: async ({ request }, use) => use(requestsOfSite(request)),
  problems: [
    async ({ context, baseURL }, use) => {
      const problems = await Problems.watch(context, new URL(baseURL!).origin);
      await use(problems);
      expect(problems.unexpected, 'problems while the test ran').toEqual([]);
    },
    { auto: true },
  ],
  traffic: [
    async ({ context, baseURL }, use) => {
      await use(new Traffic(context, new URL(baseURL!).origin));
    },
    { auto: true },
  ],
});

/** For tests on a blog whose lists have several pages; `site` is not that blog. */
export const testLarge = test.extend<object, { large: LargeBlog }>({
  large: [
    async ({}, use) => {
      const large = await LargeBlog.of(213);
      await use(large);
      large.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ large }, use) => {
    await use(large.address);
  },
});

export { expect };
