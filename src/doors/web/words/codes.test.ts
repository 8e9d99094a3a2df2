import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { fr } from './fr.ts';

const root = join(import.meta.dirname, '../../../..');
const sources = (pattern: string): string[] =>
  globSync(pattern, { cwd: root, exclude: (name) => /\.test(-data)?\./.test(name) }).map((path) =>
    readFileSync(join(root, path), 'utf8'),
  );

const codesIn = (texts: readonly string[], pattern: RegExp): string[] => [
  ...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, code]) => code ?? ''))),
];

/**
 * Said where no page is open: by the command line, at the start before the pages are served, or to whoever sets up the
 * installation. They keep the one language of the terminal.
 */
const neverOnAPage =
  /^(cli|config|data_folder|serve)\.|^engines\.(?!records_unavailable)|^mail\.server_address$/;

const withoutWords = (kind: string, codes: readonly string[]): string[] =>
  codes.filter((code) => !Object.hasOwn(fr, `${kind}.${code}`) || !Object.hasOwn(en, `${kind}.${code}`));

describe('every code that a page may be given', () => {
  it('has words of its own where the server refuses', () => {
    const codes = codesIn(
      [readFileSync(join(root, 'docs/guide/errors.md'), 'utf8'), ...sources('src/!(doors)/**/*.ts')],
      /(?:^\| `|new (?:DomainError|Saturated)\(\s*')([a-z][a-z_-]*\.[a-z_]+)/gm,
    );
    expect(codes.length).toBeGreaterThan(100);
    expect(
      withoutWords(
        'refusal',
        codes.filter((code) => !neverOnAPage.test(code)),
      ),
    ).toEqual([]);
  });

  it('has words, and what was wanted instead, where an event or a row is set aside', () => {
    const codes = codesIn(
      sources('src/events/**/*.ts'),
      /(?:new Unread\(|\.refuse\(|reason: |^ {2}\| )\s*'((?:intake|imports)\.[a-z_]+)'/gm,
    );
    expect(codes.length).toBeGreaterThan(20);
    expect(withoutWords('reason', codes)).toEqual([]);
    expect(withoutWords('wanted', codes)).toEqual([]);
  });

  it('is not kept in the words once no code says it', () => {
    const all = sources('src/**/*.ts').join('\n');
    const worded = Object.keys(fr).flatMap(
      (word) => /^(?:refusal|reason)\.(\w+\.\w+)$/.exec(word)?.[1] ?? [],
    );
    expect(worded.filter((code) => !all.includes(`'${code}'`))).toEqual([]);
  });
});
