// Incidents found by service, severity, cause, way of detection and quarter: what is chosen stands in the address.

import type { Page } from '@playwright/test';
import { read, visit } from '../support/reader';
import { post, SmallBlog } from '../support/small';
import { expect, test } from '../support/test';

const incident = (title: string, services: string[], severity: string, minutes: number, month: number, detection = 'alert') => `+++
title = "${title}"
description = "About it."
date = 2026-0${month}-02
severity = "${severity}"
services = ${JSON.stringify(services)}
causes = ["No limit on retries"]
detection = "${detection}"
started = 2026-0${month}-01T10:00:00Z
detected = 2026-0${month}-01T10:0${minutes}:00Z
resolved = 2026-0${month}-01T11:00:00Z
+++

It broke.
`;

let blog: SmallBlog;
test.beforeAll(async () => {
  blog = await SmallBlog.of({
    'posts/plain.md': post('Plain', 'Nothing broke.'),
    'incidents/a.md': incident('First', ['checkout'], 'SEV-1', 2, 1),
    'incidents/b.md': incident('Second', ['checkout', 'e-mail & push'], 'SEV-2', 4, 2),
    'incidents/c.md': incident('Third', ['search'], 'SEV-2', 9, 5, 'customer'),
  });
});
test.afterAll(() => blog.close());

const filter = (page: Page) => page.getByRole('navigation', { name: 'Filter incidents' });
const chip = (page: Page, name: string) => filter(page).getByRole('link', { name });
const titles = (page: Page) => page.locator('.entries h2:visible').allTextContents();

test('what is chosen is listed and counted, and the address leads back to it', async ({ page }) => {
  await read(page, `${blog.address}/incidents/`);
  await expect(chip(page, 'checkout 2')).toBeVisible();
  await chip(page, 'checkout 2').click();
  await expect(page).toHaveURL(`${blog.address}/incidents/?service=checkout`);
  await expect(page.getByRole('status').filter({ hasText: 'Incidents: 2 of 3.' })).toBeVisible();
  expect(await titles(page)).toEqual(['Second', 'First']);
  // The other values say what they would leave, and who works the filter stays there.
  await expect(chip(page, 'SEV-2 1')).toBeVisible();
  await expect(chip(page, 'checkout 2 chosen')).toBeFocused();
  const table = page.getByRole('table').filter({ hasText: 'Time to detect' }).locator('visible=true');
  await expect(table.getByRole('row', { name: /Time to detect/ })).toHaveText(/2\s*3 min\s*4 min\s*4 min/);

  await chip(page, 'e-mail & push 1').click();
  await chip(page, 'SEV-1 1').click();
  await expect(page).toHaveURL(`${blog.address}/incidents/?service=checkout&service=e-mail+%26+push&severity=SEV-1`);
  expect(await titles(page)).toEqual(['First']);
  await page.reload();
  await expect(chip(page, 'SEV-1 1 chosen')).toBeVisible();
  expect(await titles(page)).toEqual(['First']);
  await page.goBack();
  await expect(page.getByText('Incidents: 2 of 3.')).toBeVisible();
  await filter(page).getByRole('link', { name: 'all', exact: true }).click();
  await expect(page).toHaveURL(`${blog.address}/incidents/`);
  expect(await titles(page)).toEqual(['Third', 'Second', 'First']);
});

test('an address that was shared shows what it asks for, and says where there is nothing', async ({ page }) => {
  await visit(page, `${blog.address}/incidents/?quarter=2026-Q2`);
  await expect(page.getByText('Incidents: 1 of 3.')).toBeVisible();
  expect(await titles(page)).toEqual(['Third']);
  await visit(page, `${blog.address}/incidents/?service=search&severity=SEV-1&service=gone`);
  await expect(page.getByRole('status').filter({ hasText: 'No incident is all of that.' })).toBeVisible();
  expect(await titles(page)).toEqual([]);
  // What noticed it, by the name that writers use for it.
  await visit(page, `${blog.address}/incidents/?detection=customer`);
  await expect(chip(page, 'A customer 1 chosen')).toBeVisible();
  await expect(chip(page, 'An alert 2')).toBeVisible();
  expect(await titles(page)).toEqual(['Third']);
  await visit(page, `${blog.address}/incidents/?service=search&severity=SEV-1&service=gone`);
  // From another page, too, and back.
  await page.getByRole('link', { name: 'Small' }).first().click();
  await expect(page.locator('h1')).toHaveText('Small');
  await page.goBack();
  await expect(page.getByText('Incidents: 0 of 3.')).toBeVisible();
});

test('without script the page says how many there are of each', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${blog.address}/incidents/`);
  await expect(page.locator('.facets')).toContainText(/checkout\s*2/);
  await expect(page.locator('.facets')).toContainText(/Noticed by\s*An alert\s*2\s*A customer\s*1/);
  await expect(page.locator('.facets a')).toHaveCount(0);
  expect(await titles(page)).toEqual(['Third', 'Second', 'First']);
  await context.close();
});

test('the filter is in reach on a narrow screen', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await read(page, `${blog.address}/incidents/?service=checkout`);
  await expect(chip(page, 'checkout 2')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
