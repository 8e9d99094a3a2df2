// Whether the house keeps its order: rooms, cycles, faces of slices (dependency-cruiser), and budgets of files.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const linesAtMost = 500;
const linesMostly = 350;
const mostly = 0.95;

const problems = [...order(), ...budgets(), ...webImports()];
for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? 'The house keeps its order.' : `${problems.length} to mend.`);
process.exit(problems.length === 0 ? 0 : 1);

function order(): string[] {
  const cruise = join(root, 'node_modules', '.bin', 'depcruise');
  const { status, stdout, stderr } = spawnSync(
    cruise,
    ['--config', '.dependency-cruiser.mjs', 'src', '--output-type', 'err'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  return status === 0 ? [] : [stdout, stderr];
}

/** No source above 500 lines; 95 of 100 below 350. Tables of constants and words are no code. */
function budgets(): string[] {
  const sizes = sources().map((path) => ({ path, lines: text(path).split('\n').length }));
  const tooLong = sizes
    .filter(({ lines }) => lines > linesAtMost)
    .map(({ path, lines }) => `${path}: ${lines} lines, at most ${linesAtMost}`);
  const long = sizes.filter(({ lines }) => lines > linesMostly);
  const share = 1 - long.length / Math.max(1, sizes.length);
  if (share >= mostly) return tooLong;
  return [
    ...tooLong,
    `only ${(share * 100).toFixed(1)} % of files are within ${linesMostly} lines: ${long.map((s) => s.path).join(', ')}`,
  ];
}

/** The browser gets no server code: the web pages import other rooms as types only, except the basics. */
function webImports(): string[] {
  return sources()
    .filter((path) => path.startsWith('src/doors/web/') && !/\.test\.tsx?$/.test(path))
    .flatMap((path) =>
      [
        ...text(path).matchAll(
          /^(import|export)\s+(?!type\b)[^;]*?from\s+'(#src\/(?!basics\/|doors\/web\/)[^']+)'/gms,
        ),
      ].map((found) => `${path}: imports code of ${found[2]}; only types may be imported`),
    );
}

function sources(): string[] {
  const { stdout } = spawnSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', 'src', 'tools', 'bench'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  return stdout
    .split('\n')
    .filter((path) => /\.(ts|tsx|css|sql)$/.test(path) && !/\/words\/(fr|en)[^/]*\.ts$/.test(path));
}

function text(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}
