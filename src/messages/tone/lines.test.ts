import { describe, expect, it } from 'vitest';
import { faultyLines } from './faulty-lines.test-data.ts';
import type { Rule } from './finding.ts';
import { honestLines } from './honest-lines.test-data.ts';
import { checkTone } from './index.ts';

/** What a single line cannot have: these ask of the whole message. */
const ofTheWhole: ReadonlySet<Rule> = new Set(['no_benefit', 'no_next_step', 'about_us']);

describe('honest lines', () => {
  it('are at least 60, in both languages', () => {
    expect(honestLines.length).toBeGreaterThanOrEqual(60);
    expect(new Set(honestLines.map(([language]) => language)).size).toBe(2);
    expect(new Set(honestLines.map(([, text]) => text)).size).toBe(honestLines.length);
  });

  it.each(honestLines)('%s: %s', (language, text) => {
    const { findings } = checkTone({ language, text });
    const faults = findings.filter(({ rule, grade }) => grade !== 'credit' && !ofTheWhole.has(rule));
    expect(faults.map(({ rule, quote }) => `${rule}: ${quote}`)).toEqual([]);
  });
});

describe('faulty lines', () => {
  it.each(faultyLines)('%s (%s) %s: %s', (rule, grade, language, text) => {
    const { findings } = checkTone({ language, text });
    expect(findings.filter((one) => one.rule === rule).map((one) => one.grade)).toContain(grade);
  });

  it('are known of every rule that a line can break', () => {
    const known = new Set(faultyLines.map(([rule]) => rule));
    const rules: Rule[] = [
      'guilt',
      'false_intimacy',
      'absence',
      'pressure',
      'vague_call',
      'shouting',
      'about_us',
    ];
    expect(rules.filter((rule) => !known.has(rule))).toEqual([]);
  });
});
