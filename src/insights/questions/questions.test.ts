import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { operations as questions } from './index.ts';

let engines: TestEngines;
let context: Context;

beforeAll(async () => {
  engines = await openTestEngines();
  context = asking(engines, await createTestWorkspace(engines));
});
afterAll(() => engines.close());

it('keeps a question under a name, replaces it and lets it go', async () => {
  const ask = <T>(name: string, input: unknown) => run<T>(questions, context, name, input);
  const { question } = await ask<{ question: { id: string } }>('questions.save', {
    name: 'Mine',
    operation: 'retention.grid',
    ask: { rows: 'week' },
  });
  await ask('questions.save', {
    id: question.id,
    name: 'Ours',
    operation: 'retention.grid',
    ask: { rows: 'month' },
  });
  expect(await ask('questions.list', {})).toMatchObject({
    questions: [{ id: question.id, name: 'Ours', ask: { rows: 'month' }, createdBy: 'user:tester' }],
  });
  const [kept] = (await ask<{ questions: object[] }>('questions.list', {})).questions;
  await ask('questions.delete', { id: question.id });
  expect(await ask('questions.list', {})).toEqual({ questions: [] });
  const again = { id: question.id, name: 'x', operation: 'retention.grid', ask: {} };
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
    const asked = { name: 'x', operation: 'retention.grid', ask: { rows: 'week' } };
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
