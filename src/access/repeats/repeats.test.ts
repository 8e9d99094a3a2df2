import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import {
  createTestWorkspace,
  openTestEngines,
  type TestEngines,
  type TestWorkspace,
} from '../../../test/engines.ts';
import { forgetRepeats, onceUnderKey } from './index.ts';

let engines: TestEngines;
let workspace: TestWorkspace;
let done = 0;

beforeAll(async () => {
  engines = await openTestEngines();
  workspace = await createTestWorkspace(engines);
});
afterAll(() => engines.close());

const change = async () => {
  done += 1;
  return { apiKey: `pk_number_${done}` };
};

const ask = (key: string, input: unknown = { name: 'a' }, asker = 'key:one') =>
  onceUnderKey(engines, { workspace: workspace.number, asker, key, operation: 'keys.create', input }, change);

describe('a change under an Idempotency-Key', () => {
  it('is done once, and a repeat is answered as the first was', async () => {
    const first = await ask('one');
    expect(first).toMatchObject({ repeated: false });
    expect(await ask('one')).toEqual({ answer: first.answer, repeated: true });
  });

  it('with another input is refused, and of another asker is another change', async () => {
    await ask('two');
    await expect(ask('two', { name: 'b' })).rejects.toMatchObject({ code: 'access.repeat_key_reused' });
    expect(await ask('two', { name: 'a' }, 'key:other')).toMatchObject({ repeated: false });
  });

  it('is done once of ten asked at the same time; the others are told to wait or get its answer', async () => {
    const before = done;
    const ends = await Promise.allSettled(Array.from({ length: 10 }, () => ask('three')));
    expect(done - before).toBe(1);
    for (const end of ends.filter((one) => one.status === 'rejected'))
      expect(end.reason).toMatchObject({ code: 'access.repeat_under_way' });
  });

  it('that failed may be asked for again', async () => {
    const key = { workspace: workspace.number, asker: 'key:one', key: 'four', operation: 'x.y', input: {} };
    const failing = onceUnderKey(engines, key, async () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await onceUnderKey(engines, key, change)).toMatchObject({ repeated: false });
  });

  it('leaves neither key nor answer readable in the records, and is forgotten after a day', async () => {
    const { answer } = await ask('a-key-that-nobody-guesses');
    const kept = await engines.records.rows(sql<{ row: string }>`
      select encode(answer, 'escape') || encode(key_hash, 'escape') as row
      from asked_changes
      where answer is not null`);
    expect(JSON.stringify(kept)).not.toContain('pk_number');
    expect(JSON.stringify(kept)).not.toContain('nobody');
    engines.clock.advance(86_400_001);
    expect((await ask('a-key-that-nobody-guesses')).answer).not.toEqual(answer);
    engines.clock.advance(86_400_001);
    await forgetRepeats(engines);
    expect(await engines.records.rows(sql`select 1 as one from asked_changes`)).toEqual([]);
  });

  it.each(['', ' ', 'é', 'x'.repeat(256)])('named %j is refused', async (key) => {
    await expect(ask(key)).rejects.toMatchObject({ code: 'access.bad_repeat_key' });
  });
});
