// The first thing that runs, on whatever Node the machine has (18 or later): installs what is missing, builds the
// web pages when they are older than their sources, then hands over to the project's own Node.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const node = join(root, 'node_modules', '.bin', 'node');
const installed = join(root, 'node_modules', '.perdure-installed');
const [command = 'help', ...rest] = process.argv.slice(2);

if (command === '--test') await test(rest);
else await hand([join('src', 'main.ts'), ...process.argv.slice(2)]);

async function hand(args) {
  install();
  if (args[1] === 'serve') build();
  await become(node, args);
}

/** Everything a change must pass: what can be checked without running it, then the tests. */
async function test(args) {
  install();
  chromium();
  // Two checks run at once, one processor each: with threads of its own, tsc takes twice as much of them.
  const checks = [
    ['types of the web pages', 'tsc', ['--noEmit', '--singleThreaded', '-p', 'src/doors/web/tsconfig.json']],
    ['types', 'tsc', ['--noEmit', '--singleThreaded', '-p', 'tsconfig.json']],
    ['format and lint', 'biome', ['check', '.']],
    ['order of the house', 'node', ['tools/check-house.ts']],
    ['unused code', 'knip', []],
    ['generated pages', 'node', ['tools/write-reference.ts', '--check']],
  ];
  const waiting = [...checks];
  const failed = [];
  const one = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift())
      if (!(await passes(next, 'pipe'))) failed.push(next);
  };
  await Promise.all([one(), one()]);
  if (failed.length > 0 || !(await passes(['tests', 'vitest', ['run', ...args]], 'inherit'))) process.exit(1);
}

/** Runs one step; what is piped is shown when it has ended, so that no two mix. */
function passes([label, program, options], stdio) {
  const begun = Date.now();
  if (stdio === 'inherit') console.log(`\n── ${label}`);
  const child = spawn(join(root, 'node_modules', '.bin', program), options, {
    cwd: root,
    stdio: ['ignore', stdio, stdio],
    env: environment(),
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text) => {
      said += text;
    });
  return new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`✗ ${label} (${error.message})`);
      resolve(false);
    });
    child.on('close', (status) => {
      if (stdio === 'pipe') console.log(`\n── ${label}\n${said.trimEnd()}`);
      if (status !== 0) console.error(`✗ ${label} (${program} ended with ${status})`);
      else console.log(`✓ ${label}, ${((Date.now() - begun) / 1000).toFixed(1)} s`);
      resolve(status === 0);
    });
  });
}

/** Installs when the lockfile is not the one that was installed last. `npm ci` would refuse platforms a registry lacks. */
function install() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(node) && existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return;
  console.error('Installation… / Installing… (1–3 min)');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const before = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const { status } = spawnSync(npm, ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) process.exit(status ?? 1);
  if (readFileSync(join(root, 'package-lock.json'), 'utf8') !== before) {
    writeFileSync(join(root, 'package-lock.json'), before);
    console.error('npm wanted to change package-lock.json; the committed one is kept.');
  }
  writeFileSync(installed, wanted);
}

/** The browser tests use the system's Chromium: installed from the system's packages where it may, else said how. */
function chromium() {
  const places = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  if (places.some((path) => path && existsSync(path))) return;
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (mayInstall) {
    console.error('Chromium… (apt-get install chromium)');
    const quiet = {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    };
    spawnSync('apt-get', ['update', '-q'], quiet);
    const { status } = spawnSync(
      'apt-get',
      ['install', '-y', '-q', '--no-install-recommends', 'chromium'],
      quiet,
    );
    if (status === 0) return;
  }
  console.error(
    'The browser tests need Chromium: install it (Debian: apt-get install chromium), or name it in CHROMIUM_PATH.',
  );
  process.exit(1);
}

/** Builds the web pages when a source is younger than the last build. */
function build() {
  const built = join(root, 'dist', 'web', 'index.html');
  const sources = ['src/doors/web', 'vite.config.ts', 'package-lock.json'].map((path) => join(root, path));
  if (existsSync(built) && statSync(built).mtimeMs >= Math.max(...sources.map(youngest))) return;
  console.error('Pages web… / Building the web pages… (≈ 20 s)');
  const next = join(root, 'dist', 'web-next'); // a build that fails leaves the pages that are there
  const { status } = spawnSync(
    join(root, 'node_modules', '.bin', 'vite'),
    ['build', '--logLevel', 'warn', '--outDir', next],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: environment(),
    },
  );
  if (status !== 0) process.exit(status ?? 1);
  rmSync(join(root, 'dist', 'web'), { recursive: true, force: true });
  renameSync(next, join(root, 'dist', 'web'));
}

function youngest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => youngest(join(path, name))));
}

/** npm has put node_modules/.bin in front only when it runs a script; a direct call has not. */
function environment() {
  // What Node has compiled once is kept: a start takes a second less.
  const cache = join(root, 'node_modules', '.cache', 'node');
  return {
    NODE_COMPILE_CACHE: cache,
    ...process.env,
    PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`,
  };
}

/** Runs to the end with our signals passed on, and ends as it ended. */
function become(program, args) {
  return new Promise(() => {
    const child = spawn(program, args, {
      cwd: root,
      stdio: 'inherit',
      env: environment(),
    });
    // The terminal sends Ctrl-C to the whole group; the child ends by itself, we wait for it.
    process.on('SIGINT', () => {});
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('error', (error) => {
      console.error(error.message);
      process.exit(1);
    });
    child.on('exit', (code, signal) => process.exit(signal ? 128 + 15 : (code ?? 1)));
  });
}
