import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lockNumbers } from './locks.ts';

const house = join(import.meta.dirname, '..');

it('every kind of work has a lock of its own', () => {
  const numbers = Object.values(lockNumbers);
  expect(new Set(numbers).size).toBe(numbers.length);
});

it('nobody takes a lock by a number of their own', () => {
  const sources = globSync('**/*.ts', { cwd: house, exclude: (name) => /\.test\./.test(name) });
  const bare = sources.filter((path) =>
    /pg_(try_)?advisory_\w*lock\(\d|[lL]ock\w* = (\[)?7_?42/.test(readFileSync(join(house, path), 'utf8')),
  );
  expect(sources.length).toBeGreaterThan(100);
  expect(bare).toEqual([]);
});
