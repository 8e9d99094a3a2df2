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
  await ask('questions.delete', { id: question.id });
  await expect(ask('questions.delete', { id: question.id })).rejects.toThrow(/questions.unknown/);
});
