// Browsers that Playwright drives only in builds of its own, driven as they are on readers' machines: each
// brings a WebDriver.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { Builder, type WebDriver } from 'selenium-webdriver';

interface Engine {
  /** What has to be installed. */
  programs: string[];
  /** The WebDriver, listening on a port. */
  driver: (port: number) => string[];
  /** Whether it draws only on a screen. */
  needsScreen?: boolean;
  capabilities: object;
}

const find = (program: string) => spawnSync('which', [program], { encoding: 'utf8' }).stdout.trim();
const firefox = process.env['FIREFOX_PATH'] ?? (find('firefox-esr') || find('firefox'));

const ENGINES = {
  firefox: {
    programs: ['geckodriver', firefox || 'firefox'],
    driver: (port) => ['geckodriver', '--port', `${port}`],
    capabilities: { browserName: 'firefox', 'moz:firefoxOptions': { binary: firefox, args: ['-headless'] } },
  },
  webkit: {
    programs: ['WebKitWebDriver', 'Xvfb'],
    driver: (port) => ['WebKitWebDriver', `--port=${port}`],
    needsScreen: true,
    capabilities: { browserName: 'MiniBrowser' },
  },
} satisfies Record<string, Engine>;

export type EngineName = keyof typeof ENGINES;

/** What an engine needs and this machine has not. */
export function missing(name: EngineName): string[] {
  return ENGINES[name].programs.filter((program) => !find(program));
}

/** The WebDriver of an engine, for as long as it is needed. */
export class Driver {
  private constructor(
    private readonly address: string,
    private readonly capabilities: object,
    private readonly processes: ChildProcess[],
  ) {}

  static async of(name: EngineName): Promise<Driver> {
    const { driver, needsScreen, capabilities }: Engine = ENGINES[name];
    const processes: ChildProcess[] = [];
    const run = ([program, ...args]: string[], env = {}) => {
      const child = spawn(program!, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'ignore'] });
      processes.push(child);
      return child.stdout;
    };
    let env = {};
    if (needsScreen) {
      const screen = run(['Xvfb', '-displayfd', '1', '-screen', '0', '1280x800x24', '-nolisten', 'tcp']);
      const [number] = (await once(screen, 'data')) as [Buffer];
      env = { DISPLAY: `:${String(number).trim()}` };
    }
    const port = await freePort();
    run(driver(port), env).resume();
    const address = `http://127.0.0.1:${port}`;
    await answers(`${address}/status`);
    return new Driver(address, capabilities, processes);
  }

  /** Starts a browser that remembers nothing. */
  async browser(): Promise<WebDriver> {
    return new Builder()
      .disableEnvironmentOverrides()
      .usingServer(this.address)
      .withCapabilities(this.capabilities)
      .build();
  }

  close() {
    for (const child of this.processes.reverse()) child.kill();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function answers(address: string) {
  for (let tries = 0; tries < 100; tries += 1) {
    const response = await fetch(address).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`nothing answers at ${address}`);
}
