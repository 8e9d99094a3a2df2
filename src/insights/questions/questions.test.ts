import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { pinnable, operations as questions, requireAnswerable } from './index.ts';

let engines: TestEngines;
let context: Context;

beforeAll(async () => {
  engines = await openTestEngines();
  context = asking(engines, await createTestWorkspace(engines));
});
afterAll(() => engines.close());

const visits = {
  start: { event: 'visit' },
  return: { event: 'visit' },
  from: '2026-01-05',
  to: '2026-01-11',
};

it('keeps a question under a name, replaces it and lets it go', async () => {
  const ask = <T>(name: string, input: unknown) => run<T>(questions, context, name, input);
  const { question } = await ask<{ question: { id: string } }>('questions.save', {
    name: 'Mine',
    operation: 'retention.grid',
    ask: { ...visits, rows: 'week' },
  });
  await ask('questions.save', {
    id: question.id,
    name: 'Ours',
    operation: 'retention.grid',
    ask: { ...visits, rows: 'month' },
  });
  expect(await ask('questions.list', {})).toMatchObject({
    questions: [
      { id: question.id, name: 'Ours', ask: { ...visits, rows: 'month' }, createdBy: 'user:tester' },
    ],
  });
  const [kept] = (await ask<{ questions: object[] }>('questions.list', {})).questions;
  await ask('questions.delete', { id: question.id });
  expect(await ask('questions.list', {})).toEqual({ questions: [] });
  const again = { id: question.id, name: 'x', operation: 'retention.grid', ask: visits };
  for (const [name, input] of [
    ['questions.delete', { id: question.id }],
    ['questions.save', again],
  ] as const)
    await expect(ask(name, input), name).rejects.toThrow(/questions.unknown/);
  expect(await ask('questions.restore', { id: question.id })).toEqual({ question: kept });
  await expect(ask('questions.restore', { id: question.id })).rejects.toThrow(/questions.unknown/);
});

it('can be put back on the 30th day after it was deleted, and is gone for good once another is deleted later', async () => {
  const ask = <T>(name: string, input: unknown) => run<T>(questions, context, name, input);
  const keep = async () => {
    const asked = { name: 'x', operation: 'retention.grid', ask: visits };
    return (await ask<{ question: { id: string } }>('questions.save', asked)).question.id;
  };
  const [one, two, three] = [await keep(), await keep(), await keep()];
  await ask('questions.delete', { id: one });
  engines.clock.advance(30 * 86_400_000);
  await ask('questions.delete', { id: two });
  await ask('questions.restore', { id: one });
  engines.clock.advance(30 * 86_400_000 + 1);
  await ask('questions.delete', { id: three });
  await expect(ask('questions.restore', { id: two })).rejects.toThrow(/questions.unknown/);
});

it('keeps what an insight answers and nothing else: an operation of figures, and what it takes', async () => {
  const save = (operation: string, asked: object) =>
    run(questions, context, 'questions.save', { name: 'x', operation, ask: asked });
  await save('compare.groups', {
    question: { of: 'lifecycle.grid', ask: { from: visits.from, to: visits.to } },
    arms: [
      { kind: 'list', list: 'lst_1' },
      { kind: 'list', list: 'lst_2' },
    ],
  });
  for (const [operation, meant] of [
    ['retention.grids', 'perhaps “retention.grid” is meant'],
    ['retention.people', 'perhaps “retention.'],
    ['users.list', 'there are “retention.grid”'],
    ['', 'there are “retention.grid”'],
  ] as const) {
    await expect(save(operation, visits), operation).rejects.toMatchObject({
      code: 'questions.not_an_insight',
      details: { field: 'operation', expected: expect.stringContaining(meant), got: operation },
    });
  }
  for (const [asked, field] of [
    [{ ...visits, steppes: 3 }, 'ask.steppes'],
    [{ ...visits, start: { evnt: 'visit' } }, 'ask.start.event'],
    [{ ...visits, from: 'yesterday' }, 'ask.from'],
    [{}, 'ask.start'],
  ] as const) {
    await expect(save('retention.grid', asked), field).rejects.toMatchObject({
      code: 'access.invalid_input',
      details: { field },
    });
  }
});

it('knows every insight that it says can be kept', async () => {
  for (const operation of pinnable)
    expect(() => requireAnswerable({ operation, ask: 'none' })).toThrow(/invalid_input/);
});
