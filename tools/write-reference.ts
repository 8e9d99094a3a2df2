// Writes docs/guide/settings.md and docs/guide/errors.md from the code; with --check only tells whether they are true.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsReference } from '../src/config.ts';

const root = join(import.meta.dirname, '..');
const pages = { 'docs/guide/settings.md': settingsPage(), 'docs/guide/errors.md': errorsPage() };
const stale = Object.entries(pages).filter(([path, text]) => readOr(path) !== text);
if (process.argv.includes('--check')) {
  for (const [path] of stale)
    console.error(`${path} is not what the code says; run: node tools/write-reference.ts`);
  process.exit(stale.length === 0 ? 0 : 1);
}
for (const [path, text] of stale) writeFileSync(join(root, path), text);

function settingsPage(): string {
  const rows = settingsReference.map(
    ({ name, meaning, byDefault }) =>
      `| \`${name}\` | ${byDefault === null ? '–' : `\`${byDefault}\``} | ${meaning} |`,
  );
  return [
    '# Settings',
    '',
    'Read from the environment at the start; `perdure config check` shows what was read. An unknown `PERDURE_*` name is refused.',
    'Secrets may stand in a file named by the same setting with `_FILE`. (This page is written from the code.)',
    '',
    '| setting | default | meaning |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

interface Refusal {
  readonly code: string;
  readonly kind: string;
  readonly expected: string;
}

function errorsPage(): string {
  const refusals = globSync('src/**/*.ts', { cwd: root, exclude: (name) => /\.test(-data)?\./.test(name) })
    .sort()
    .flatMap((path) => refusalsIn(readFileSync(join(root, path), 'utf8')));
  const byCode = new Map(refusals.map((one) => [one.code, one]));
  const rows = [...byCode.values()]
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, kind, expected }) => `| \`${code}\` | ${kind} | ${expected} |`);
  return [
    '# Errors',
    '',
    'Every refusal has a stable code. Over HTTP it comes as RFC 9457 with the field at fault, what was expected and what came; on the',
    'command line it is one line and an [exit code](command-line.md). (This page is written from the code.)',
    '',
    '| code | kind | expected |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

/** The refusals written out in a source: `new DomainError('slice.reason', { kind: …, expected: … })`. */
function refusalsIn(text: string): Refusal[] {
  return [
    ...text.matchAll(/new (?:DomainError|Saturated)\(\s*'([a-z][a-z_-]*\.[a-z_]+)',([\s\S]{0,400}?)\)/g),
  ].map((found) => {
    const [, code = '', details = ''] = found;
    const kind = /kind: '(\w+)'/.exec(details)?.[1] ?? 'invalid';
    const expected = /expected:\s*(?:'([^']*)'|`([^`]*)`)/.exec(details);
    return {
      code,
      kind,
      expected: (expected?.[1] ?? expected?.[2] ?? '').replaceAll('|', '\\|').replace(/\$\{[^}]*\}/g, '…'),
    };
  });
}

function readOr(path: string): string {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return '';
  }
}
