// What the measurements in a browser share. They are started by `cargo xtask bench`, which tells in
// variables where everything is, and reads rows of figures from standard output.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

/** A variable that has to be there. */
export function given(name) {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set: start this with \`cargo xtask bench\``);
  return value;
}

export const rounds = Number(given('BENCH_ROUNDS'));

/** Hands figures on. */
export function row(what, unit, values) {
  process.stdout.write(`row\t${what}\t${unit}\t${values.join(' ')}\n`);
}

/** Hands on something that the figures depend on. */
export function condition(name, value) {
  process.stdout.write(`condition\t${name}\t${value}\n`);
}

/** What was started and still runs: it must not outlive this script, however that ends. */
const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

/** Starts `blog` with some arguments, waits until it says where it is, and returns that with a way to end it. */
export async function blog(...args) {
  const child = spawn(given('BLOG_BIN'), [...args, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  running.add(child);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  ended.then(() => running.delete(child));
  let said = '';
  const address = await new Promise((resolve, reject) => {
    child.stdout.on('data', (data) => {
      said += data;
      const found = /http:\/\/[\d.:]+(\/\S*)?/.exec(said);
      if (found) resolve(found[0].replace(/\/$/, ''));
    });
    child.once('error', reject);
    ended.then((code) => reject(new Error(`blog ended with ${code}: ${said}`)));
  });
  const stop = () => {
    child.kill('SIGTERM');
    return ended;
  };
  return { address, stop };
}

/** The program of the system's Chromium, where Playwright's own is not installed. */
export const chromiumPath =
  process.env.CHROMIUM_PATH ?? (existsSync(chromium.executablePath()) ? undefined : '/usr/bin/chromium');

/**
 * A browser as the tests use it: headless, drawing with the processor alone. Nothing is said about
 * frames, so that they come as they do for a reader: sixty times a second while something changes,
 * and none while nothing does.
 */
export async function browser() {
  const opened = await chromium.launch({
    ...(chromiumPath ? { executablePath: chromiumPath } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
  condition('browser', `Chromium ${opened.version()}, headless, without a graphics processor`);
  return opened;
}

/** The time between two frames of a page in which something changes all the time; in milliseconds. */
export async function frame(opened) {
  const page = await opened.newPage();
  const times = await page.evaluate(async () => {
    const next = () => new Promise(requestAnimationFrame);
    const times = [];
    let last = await next();
    for (let count = 0; count < 60; count += 1) {
      document.body.style.paddingTop = `${count}px`;
      const now = await next();
      times.push(now - last);
      last = now;
    }
    return times;
  });
  await page.close();
  return times.sort((a, b) => a - b)[times.length / 2].toFixed(1);
}

/** Makes the processor of a page so many times slower. */
export async function throttle(page, times) {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: times });
}

/** Opens a page and waits until the app runs. */
export async function live(page, address) {
  await page.goto(address);
  // A reader who points at a link has the app come at once.
  await page.locator('a[href]').first().dispatchEvent('pointerover');
  await page.waitForSelector('html[data-app=live]', { state: 'attached' });
}
