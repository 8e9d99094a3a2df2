import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Context } from '#src/access/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { operations } from './index.ts';
import { presets } from './presets.ts';

let engines: TestEngines;
let context: Context;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());
beforeEach(async () => {
  context = asking(engines, await createTestWorkspace(engines));
});

const ask = (name: string, input: object = {}) => run([...operations], context, name, input);
const [france, open] = presets;

it('begins with those of France, adopts others in versions, and makes none of the same', async () => {
  expect(await ask('contact-rules.show')).toMatchObject({ current: { version: 0, rules: france?.rules } });
  const adopted = await ask('contact-rules.adopt', { basedOn: 0, rules: open?.rules });
  expect(adopted).toMatchObject({ current: { version: 1, rules: open?.rules } });
  expect(await ask('contact-rules.adopt', { basedOn: 1, rules: open?.rules })).toEqual(adopted);
  expect(await ask('contact-rules.show')).toMatchObject({ current: { version: 1 } });
});

it('overwrites nothing that was changed meanwhile', async () => {
  await ask('contact-rules.adopt', { basedOn: 0, rules: open?.rules });
  await expect(ask('contact-rules.adopt', { basedOn: 0, rules: france?.rules })).rejects.toMatchObject({
    code: 'contact-rules.changed_meanwhile',
  });
});

it('refuses hours that end before they begin, and a channel that has two sets', async () => {
  const hours = (from: string, to: string) => ({
    channels: ['sms'],
    days: ['monday'],
    spans: [{ from, to }],
  });
  const adopt = (...all: object[]) =>
    ask('contact-rules.adopt', { basedOn: 0, rules: { hours: all, caps: [] } });
  await expect(adopt(hours('21:00', '08:00'))).rejects.toMatchObject({
    code: 'contact-rules.span',
    details: { field: 'hours[0].spans[0]', got: '21:00–08:00' },
  });
  await expect(adopt(hours('08:00', '12:00'), hours('14:00', '18:00'))).rejects.toMatchObject({
    code: 'contact-rules.channel_twice',
    details: { field: 'hours[1].channels', got: 'sms' },
  });
});
