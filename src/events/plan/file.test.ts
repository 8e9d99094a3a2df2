import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Plan, planFile, readPlanFile, typedCalls } from './index.ts';
import { click, planBed, planId, question } from './plan.test-data.ts';

const { ask, approved } = planBed();

describe('the file of the plan', () => {
  const plan = Plan.parse({
    events: [click, { name: 'a' }],
    questions: [question],
    rules: { wrongType: 'fix' },
  });

  it('is read as it was written, in an order that does not depend on how it was made', () => {
    expect(planFile(readPlanFile(planFile(plan)))).toBe(planFile(plan));
    expect(planFile({ ...plan, events: plan.events.toReversed() })).toBe(planFile(plan));
  });

  it.each([
    ['{', 'plan.file_not_json', undefined],
    ['{"perdurePlan":2}', 'plan.file_invalid', 'perdurePlan'],
    ['{"perdurePlan":1,"events":[{"name":"a","requred":true}]}', 'plan.file_invalid', 'events[0]'],
    ['{"perdurePlan":1,"events":[{"name":"a","active":true}]}', 'plan.incomplete', 'events[0].purpose'],
  ])('that says %s is refused', (text, code, field) => {
    expect(() => readPlanFile(text)).toThrow(
      expect.objectContaining({
        code,
        details: expect.objectContaining(field === undefined ? {} : { field }),
      }),
    );
  });
});

describe('the typed calls', () => {
  const compiled = (use: string): string => {
    const plan = Plan.parse({
      events: [
        {
          ...click,
          properties: [
            { ...planId, values: ['basic', 'plus'] },
            { ...planId, name: 'seats', type: 'integer', required: false },
          ],
        },
        { ...click, name: 'Order Completed', purpose: 'a */ b', properties: [] },
        { ...click, name: '1 "odd" name', properties: [{ ...planId, name: "it's", required: false }] },
      ],
    });
    const folder = mkdtempSync(join(tmpdir(), 'perdure-types-'));
    writeFileSync(join(folder, 'plan.ts'), typedCalls(plan, 3));
    writeFileSync(
      join(folder, 'use.ts'),
      `import { plannedCalls } from './plan.js';\nconst calls = plannedCalls((event, properties) => [event, properties]);\n${use}\n`,
    );
    const { stdout } = spawnSync(
      join(process.cwd(), 'node_modules/.bin/tsc'),
      [
        '--strict',
        '--noEmit',
        '--module',
        'nodenext',
        '--target',
        'es2022',
        '--types',
        '',
        join(folder, 'use.ts'),
      ],
      { encoding: 'utf8', cwd: folder },
    );
    return stdout;
  };

  it('compile under --strict, and a property that is missing, unknown or of another type does not', () => {
    expect(
      compiled(
        `calls.checkoutClick({ plan_id: 'basic', seats: 3 }); calls.checkoutClick({ plan_id: 'plus' }); calls.orderCompleted(); calls['1OddName']({ "it's": 'x' }); calls['1OddName']();`,
      ),
    ).toBe('');
    const wrong = compiled(
      [
        `calls.checkoutClick({ plan_id: 'basic', seats: '3' });`,
        `calls.checkoutClick({ plan_id: 'gold' });`,
        `calls.checkoutClick({});`,
        `calls.checkoutClick({ plan_id: 'basic', colour: 1 });`,
        `calls.orderCompleted({ total: 1 });`,
        `calls.unplanned();`,
      ].join('\n'),
    );
    // The two lines before, then one error on each.
    expect([...wrong.matchAll(/use\.ts\((\d+),/g)].map(([, line]) => Number(line))).toEqual([
      3, 4, 5, 6, 7, 8,
    ]);
  }, 60_000);
});

describe('the plan as a file', () => {
  it('is taken back as it was given, as a draft; one that says what is approved makes none', async () => {
    await approved({ events: [click], questions: [question] });
    const { file, text } = await ask<{ file: string; text: string }>('plan.file');
    expect(file).toBe('perdure.plan.json');
    expect(await ask('plan.take-file', { text, revision: null })).toEqual({ changes: 0, draft: null });
    const other = text.replace('"abandoned"', '"left"');
    expect(await ask('plan.take-file', { text: other, revision: null })).toMatchObject({
      changes: 2, // one question went, one came
      draft: { revision: 2 }, // the first was approved
    });
    expect(await ask<{ text: string }>('plan.file', { which: 'draft' })).toMatchObject({ text: other });
  });

  it('is refused, and the draft left as it is, where it is no plan or somebody changed the draft meanwhile', async () => {
    await ask('plan.set-event', { event: click });
    await expect(ask('plan.take-file', { text: '{', revision: 1 })).rejects.toMatchObject({
      code: 'plan.file_not_json',
    });
    await expect(
      ask('plan.take-file', { text: '{"perdurePlan":1,"events":[{"name":5}]}', revision: 1 }),
    ).rejects.toMatchObject({ code: 'plan.file_invalid', details: { field: 'events[0].name' } });
    await expect(ask('plan.take-file', { text: '{"perdurePlan":1}', revision: null })).rejects.toMatchObject({
      code: 'plan.changed_meanwhile',
    });
    expect(await ask('plan.get')).toMatchObject({ plan: { events: [{ name: 'checkout_click' }] } });
  });
});
