import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { inflate } from '@sparticuz/chromium';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

const projectFolder = resolve(import.meta.dirname, '..');

interface Unpacked {
  readonly executable: string;
  readonly fontConfiguration: string;
  readonly libraries: string;
}

function packageFolder(): string {
  return resolve(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..');
}

/** The package unpacks to the folder for temporary files; here it gets one of its own for each version. */
async function inflateTo(folder: string, source: string): Promise<void> {
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    const names = ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br'];
    await Promise.all(names.map((name) => inflate(join(source, 'bin', name))));
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

/** Unpacks Chromium once a version, whole or not at all. */
async function unpack(): Promise<Unpacked> {
  const source = packageFolder();
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as { version: string };
  const folder = join(projectFolder, '.cache', `chromium-${version}`);
  if (!existsSync(folder)) {
    const partial = `${folder}.${process.pid}`;
    mkdirSync(partial, { recursive: true });
    await inflateTo(partial, source);
    try {
      renameSync(partial, folder);
    } catch (error) {
      rmSync(partial, { recursive: true, force: true });
      // Another test run was quicker.
      if (!existsSync(folder)) throw error;
    }
  }
  writeFontConfiguration(folder);
  return { executable: join(folder, 'chromium'), fontConfiguration: join(folder, 'fonts.conf'), libraries: join(folder, 'al2023', 'lib') };
}

function starts(executable: string, env: NodeJS.ProcessEnv): boolean {
  try {
    execFileSync(executable, ['--no-sandbox', '--version'], { env, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The system's own libraries where they are all there; the package's where one is missing, as in a bare container. */
function environmentFor({ executable, fontConfiguration, libraries }: Unpacked): NodeJS.ProcessEnv {
  const env = { ...process.env, FONTCONFIG_FILE: fontConfiguration };
  return starts(executable, env) ? env : { ...env, LD_LIBRARY_PATH: libraries };
}

/** The package's own font configuration names folders of another system, so text would stay invisible where no fonts are installed. */
function writeFontConfiguration(folder: string): void {
  const lines = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    `<fontconfig><dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'font-cache')}</cachedir></fontconfig>`,
  ];
  writeFileSync(join(folder, 'fonts.conf'), `${lines.join('\n')}\n`);
}

/** How the Chromium that comes with the project's packages is started, without a window. */
export async function launchOptions(): Promise<{ executablePath: string; args: string[]; env: NodeJS.ProcessEnv }> {
  const unpacked = await unpack();
  return { executablePath: unpacked.executable, args: ['--no-sandbox'], env: environmentFor(unpacked) };
}

/** Starts it. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch(await launchOptions());
}

/** Pages of tests live for seconds: to compile their scripts for speed costs a third of a page's whole time and comes too late for it. */
const shortLived = '--js-flags=--no-opt,--no-maglev';

let shared: Promise<Browser> | undefined;

/** Windows that outlive the file they were opened in. */
const kept = new WeakSet<BrowserContext>();

/**
 * The browser of all test files of this process, which ends with it. How quick a page is, is measured in one of its own:
 * this one leaves out what makes scripts quick.
 */
export function openBrowser(): Promise<Browser> {
  shared ??= launchOptions().then((options) => chromium.launch({ ...options, args: [...options.args, shortLived] }));
  return shared;
}

/** Closes what a test file has opened in it, and leaves it to the next one. */
export async function leaveBrowser(browser: Browser | undefined): Promise<void> {
  for (const context of browser?.contexts() ?? []) if (!kept.has(context)) await context.close();
}

/** Lets a window stay for the next file; `false` gives it to the file that uses it now. */
export function keepWindow(context: BrowserContext, keep: boolean): void {
  if (keep) kept.add(context);
  else kept.delete(context);
}
