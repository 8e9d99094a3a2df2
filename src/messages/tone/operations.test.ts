import { afterAll, beforeAll, expect, it } from 'vitest';
import { asking, paperWorkspace, run } from '../../../test/asking.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { operations, type Verdict } from './index.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const check = (voice: 'tu' | 'vous', input: unknown): Promise<Verdict> =>
  run(operations, asking(engines, paperWorkspace(1, { voice })), 'tone.check', input);

it('holds the message against the workspace’s voice, unless another is told', async () => {
  const message = { language: 'fr', text: 'Reprends ton programme en 10 min : voici l’étape 3' };
  expect((await check('tu', message)).verdict).toBe('ok');
  expect((await check('vous', message)).verdict).toBe('ok_with_warnings');
  expect((await check('vous', { ...message, voice: 'tu' })).verdict).toBe('ok');
});

it('refuses a field it does not know, naming the nearest', async () => {
  await expect(check('tu', { language: 'fr', txt: 'Bonjour' })).rejects.toThrow('perhaps text is meant');
});

it('refuses a language it does not read', async () => {
  await expect(check('tu', { language: 'de', text: 'Wir vermissen dich' })).rejects.toThrow('language');
});
