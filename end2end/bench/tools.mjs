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

/** Starts `blog` with some arguments, waits until it says where it is, and returns that with a way to end it. */
export async function blog(...args) {
  const child = spawn(given('BLOG_BIN'), [...args, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const address = await new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (data) => {
      said += data;
      const found = /http:\/\/[\d.:]+(\/\S*)?/.exec(said);
      if (found) resolve(found[0].replace(/\/$/, ''));
    });
    child.on('exit', (code) => reject(new Error(`blog ended with ${code}: ${said}`)));
  });
  const stop = () =>
    new Promise((resolve) => {
      child.removeAllListeners('exit');
      child.on('exit', resolve);
      child.kill('SIGTERM');
    });
  return { address, stop };
}

/** A browser as the tests use it. */
export async function browser() {
  const named = process.env.CHROMIUM_PATH;
  const executablePath = named ?? (existsSync(chromium.executablePath()) ? undefined : '/usr/bin/chromium');
  const opened = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
  condition('browser', `Chromium ${opened.version()}`);
  return opened;
}

/** Opens a page and waits until the app runs. */
export async function live(page, address) {
  await page.goto(address);
  // A pointer is intent: the app comes at once.
  await page.mouse.move(5, 5);
  await page.waitForSelector('html[data-app=live]', { state: 'attached' });
}
