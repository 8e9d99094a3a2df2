import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { Context } from '#src/access/index.ts';
import { operations as plan } from '#src/events/plan/index.ts';
import { operations as acquisition, type Campaigns } from '#src/insights/acquisition/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { exitCodeOf, program } from './index.ts';

let engines: TestEngines;
let context: Context;
let folder: string;
let shown: string[];
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());
beforeEach(async () => {
  context = asking(engines, await createTestWorkspace(engines));
  folder = await mkdtemp(join(tmpdir(), 'perdure-cli-'));
  shown = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    shown.push(String(text));
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

const Sent = z.object({ operation: z.string(), workspace: z.string(), input: z.unknown() });
const server = async (_command: string, input: unknown) => {
  const asked = Sent.parse(input);
  return run([...plan, ...acquisition], context, asked.operation, asked.input);
};
const noServer = async (): Promise<never> => {
  throw new Error('no server is to be asked');
};

/** The exit code of a command line. */
async function perdure(line: string, send: typeof server = server): Promise<number> {
  const never = async () => {};
  const local = {
    language: 'en',
    version: '0',
    folder,
    send,
    serve: never,
    mcp: never,
    configCheck: never,
    doctor: never,
  } as const;
  try {
    await program(local).parseAsync(['node', 'perdure', ...line.split(' ')]);
    return 0;
  } catch (error) {
    shown.push(String(error));
    return exitCodeOf(error);
  }
}

const said = { purpose: 'Which plan is abandoned?', owner: 'Léa', metric: 'Abandon rate', active: true };
const properties = [{ name: 'plan_id', type: 'text', required: true, ...said }];
const file = (change: object = {}) => ({
  perdurePlan: 1,
  events: [{ name: 'checkout_click', ...said, properties, ...change }],
});
const write = (name: string, content: unknown) =>
  writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
const read = (name: string) => readFile(join(folder, name), 'utf8');

describe('perdure plan', () => {
  it('pushes a file as a draft, approves it where asked, and pulls it again in the same words', async () => {
    await write('perdure.plan.json', file());
    expect(await perdure('plan push --workspace w')).toBe(0);
    expect(await perdure('plan check --workspace w')).toBe(5); // still a draft
    expect(await perdure('plan push --workspace w --approve --note first')).toBe(0);
    expect(await perdure('plan check --workspace w')).toBe(0);
    expect(await perdure('plan pull --workspace w --file first.json')).toBe(0);
    expect(await perdure('plan push --workspace w --approve --file first.json')).toBe(0); // nothing new, no version
    expect(await perdure('plan pull --workspace w --file second.json')).toBe(0);
    expect(await read('second.json')).toBe(await read('first.json'));
    expect(JSON.parse(await read('first.json'))).toMatchObject(file());
    const versions = await run<{ versions: object[] }>(plan, context, 'plan.versions', {});
    expect(versions.versions).toMatchObject([{ version: 1, note: 'first' }]);
  });

  it('does not replace what somebody works on, unless told', async () => {
    await write('perdure.plan.json', file());
    await run(plan, context, 'plan.set-event', { event: { name: 'theirs' } });
    expect(await perdure('plan push --workspace w')).toBe(5);
    expect(shown.join('')).toContain('user:tester');
    expect(await perdure('plan push --workspace w --over-draft')).toBe(0);
    expect(await perdure('plan push --workspace w --approve')).toBe(0); // the draft is the file now
  });

  it('ends with 2 for a file that collects something without a purpose, and names the field', async () => {
    await write('perdure.plan.json', file({ purpose: null }));
    expect(await perdure('plan check', noServer)).toBe(2);
    expect(shown.join('')).toContain('events[0].purpose');
  });

  it('checks a file and a sample of events without a server', async () => {
    await write('perdure.plan.json', file());
    const event = (name: string, properties: object) =>
      JSON.stringify({ type: 'track', event: name, userId: 'julie', properties });
    await write('good.jsonl', `${event('checkout_click', { plan_id: 'plus' })}\n\n`);
    await write(
      'bad.jsonl',
      [event('checkout_click', { plan_id: 7 }), event('surprise', {}), '{'].join('\n'),
    );
    expect(await perdure('plan check', noServer)).toBe(0);
    expect(await perdure('plan check --sample good.jsonl', noServer)).toBe(0);
    shown = [];
    expect(await perdure('plan check --sample bad.jsonl --json', noServer)).toBe(2);
    expect(JSON.parse(shown[0] ?? '')).toMatchObject({
      sample: {
        events: 3,
        conforming: 0,
        faults: [
          { event: 'checkout_click', property: 'plan_id', reason: 'plan.wrong_type', line: 1 },
          { event: 'surprise', property: null, reason: 'plan.unknown_event', line: 2 },
          { reason: 'intake.unreadable', line: 3 },
        ],
      },
    });
  });

  it('ends with 3 where a file is not there', async () => {
    expect(await perdure('plan check', noServer)).toBe(3);
    await write('perdure.plan.json', file());
    expect(await perdure('plan check --sample none.jsonl', noServer)).toBe(3);
    expect(await perdure('plan push --workspace w --file none.json', noServer)).toBe(3);
  });

  it('writes typed calls from the file', async () => {
    await write('perdure.plan.json', file());
    expect(await perdure('plan types --out calls.ts', noServer)).toBe(0);
    expect(await read('calls.ts')).toContain(
      '"checkoutClick": (properties: PlannedEvents["checkout_click"])',
    );
  });
});

describe('perdure import of what campaigns cost', () => {
  const costs = 'Campagne;Jour;Coût;Clics\nété;03/09/2025;12,50;30\n';
  const others: unknown[] = [];
  /** Other files are the import's: it is only noted that they were given to it. */
  const send: typeof server = async (command, input) => {
    if (command === 'ask') return server(command, input);
    others.push(input);
    return {};
  };
  const kept = () => run<Campaigns>(acquisition, context, 'acquisition.campaigns', {});

  it('knows such a file by its first row, shows it first where asked, and leaves the others to the import', async () => {
    await write('costs.csv', costs);
    await write('orders.csv', 'customer,date,amount\n7,2026-01-10,12\n');
    const line = 'import costs.csv orders.csv --dates dmy --workspace w --json';
    expect(await perdure(`${line} --dry-run`, send)).toBe(0);
    expect(JSON.parse(shown.at(-1) ?? '')).toMatchObject({ fields: ['campaign', 'day', 'cost', 'clicks'] });
    expect((await kept()).campaigns).toEqual([]);
    expect(await perdure(line, send)).toBe(0);
    expect(JSON.parse(shown.at(-1) ?? '')).toMatchObject({ added: 1, refused: 0 });
    expect((await kept()).campaigns).toMatchObject([{ campaign: 'été', days: 1 }]);
    expect(others).toMatchObject([1, 2].map(() => ({ files: [join(folder, 'orders.csv')] })));
  });

  it('says of a trial of other files that nothing is stored, and of their import that they are', async () => {
    await write('orders.csv', 'customer,date,amount\n7,2026-01-10,12\n');
    shown.length = 0;
    await perdure('import orders.csv --workspace w --dry-run', send);
    expect(shown.join('')).toContain('Preview: nothing is stored');
    expect(shown.join('')).not.toContain('Imported');
    shown.length = 0;
    await perdure('import orders.csv --workspace w', send);
    expect(shown.join('')).toContain('Imported');
  });

  it('asks which mark parts the decimals where the costs do not tell', async () => {
    await write('unclear.csv', 'campaign,day,cost\nhiver,2025-05-03,2.500\n');
    expect(await perdure('import unclear.csv --workspace w', send)).not.toBe(0);
    expect(shown.at(-1)).toContain('acquisition.decimal_mark_unclear');
    expect(await perdure('acquisition import unclear.csv --decimal , --workspace w --json', send)).toBe(0);
    expect(JSON.parse(shown.at(-1) ?? '')).toMatchObject({ added: 1, refused: 0 });
  });

  it('takes it for something else where that is said, and says of another one what is missing', async () => {
    await write('costs.csv', costs);
    others.length = 0;
    expect(await perdure('import costs.csv --as events --workspace w --json', send)).toBe(0);
    expect(others).toMatchObject([{ as: 'events' }]);
    await write('names.csv', 'name\nx\n');
    expect(await perdure('import names.csv --as campaigns --workspace w', send)).not.toBe(0);
    expect(shown.at(-1)).toContain('acquisition.no_such_column');
  });
});
