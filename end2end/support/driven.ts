// What tests have that are driven in other engines: a browser of one, a relay before the site, and what tells of it.

import { expect, test as base } from '@playwright/test';
import { By, type WebDriver } from 'selenium-webdriver';
import { Driver, missing, type EngineName } from './engine';
import { at } from './place';
import { Relay } from './relay';
import { Site } from './site';

interface ForTest {
  reader: WebDriver;
  relay: Relay;
}

interface ForWorker {
  site: Site;
  driver: Driver;
}

const engineOf = (project: { name: string }) => project.name as EngineName;

export const test = base.extend<ForTest, ForWorker>({
  site: [
    async ({ playwright }, use, { project }) => {
      const request = await playwright.request.newContext({ baseURL: project.use.baseURL! });
      await use(await Site.read(request));
      await request.dispose();
    },
    { scope: 'worker' },
  ],
  driver: [
    async ({}, use, { project }) => {
      const driver = await Driver.of(engineOf(project));
      await use(driver);
      driver.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  relay: async ({ baseURL }, use) => {
    const relay = await Relay.before(baseURL!);
    await use(relay);
    relay.close();
  },
  reader: async ({ driver, relay }, use) => {
    const reader = await driver.browser();
    await use(reader);
    // Whatever the page had to say was sent before this.
    await reader.executeScript((place: string) => navigator.sendBeacon(place, 'the end'), at('/relay/problem'));
    await expect.poll(() => relay.heard('the end')).toBe(true);
    await reader.quit();
    relay.expect(/^the end$/);
    expect(relay.problems, 'problems while the test ran').toEqual([]);
  },
});

/** Leaves out the tests of an engine that this machine can't drive. */
export function drivenOrSkipped() {
  test.beforeEach(({}, { project }) => {
    const lack = missing(engineOf(project));
    test.skip(lack.length > 0, `${project.name} is not driven: ${lack.join(' and ')} can't be found`);
  });
  test.describe.configure({ timeout: 120_000 });
}

/** Runs a function in the page until it answers as expected; a page that is being left answers nothing. */
export const eventually = (reader: WebDriver, what: () => unknown) =>
  expect.poll(() => reader.executeScript(what).catch(() => undefined), { timeout: 20_000 });

const app = () => document.documentElement.dataset['app'];

/** Loads a page and waits until the app has taken it over. */
export async function visit(reader: WebDriver, address: string) {
  await reader.get(address);
  await eventually(reader, app).toBe('live');
}

export const click = async (reader: WebDriver, selector: string) => reader.findElement(By.css(selector)).click();
/** Puts the pointer where no page has a link: what it rests on is fetched ahead, whichever page brings it there. */
export const pointAtNothing = async (reader: WebDriver) => reader.actions().move({ x: 1, y: 1 }).perform();
export const press = async (reader: WebDriver, ...keys: string[]) => reader.actions().sendKeys(...keys).perform();

export { expect };
