import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DomainError } from '#src/basics/errors.ts';
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

const parts = () => ({ records: engines.records, clock: engines.clock, secret: 'x'.repeat(32) });
const question = (key: string, input: unknown = { name: 'a' }, asker = 'key:one') => ({
  workspace: workspace.number,
  asker,
  key,
  operation: 'keys.create',
  input,
});
const ask = (key: string, input?: unknown, asker?: string) =>
  onceUnderKey(parts(), question(key, input, asker), change);
const failing = (key: string, fault: Error) =>
  onceUnderKey(parts(), question(key), async () => {
    throw fault;
  });

/** Records whose line is lost between the change and the keeping of its answer. */
const forgetful = (): TestEngines['records'] => {
  let asked = 0;
  return new Proxy(engines.records, {
    get: (records, name) =>
      name === 'run'
        ? async (statement: Parameters<typeof records.run>[0]) => {
            asked += 1;
            if (asked > 1) throw new Error('line lost');
            return records.run(statement);
          }
        : Reflect.get(records, name),
  });
};

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

  it('that was refused may be asked for again', async () => {
    await expect(failing('four', new DomainError('x.no', { expected: 'yes' }))).rejects.toThrow('x.no');
    expect(await ask('four')).toMatchObject({ repeated: false });
  });

  it('that failed may have been done, and is not done again', async () => {
    const down = new DomainError('engines.records_unavailable', {
      kind: 'unavailable',
      expected: 'patience',
    });
    for (const [key, fault] of [['five', new Error('no')] as const, ['six', down] as const]) {
      await expect(failing(key, fault)).rejects.toThrow();
      const before = done;
      await expect(ask(key)).rejects.toMatchObject({ code: 'access.repeat_under_way' });
      expect(done).toBe(before);
    }
  });

  it('whose answer cannot be kept is answered, and not done again', async () => {
    const before = done;
    expect(await onceUnderKey({ ...parts(), records: forgetful() }, question('seven'), change)).toMatchObject(
      {
        repeated: false,
      },
    );
    await expect(ask('seven')).rejects.toMatchObject({ code: 'access.repeat_under_way' });
    expect(done).toBe(before + 1);
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
