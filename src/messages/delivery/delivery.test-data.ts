import type { Context } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { operations as consents } from '#src/customers/consent/index.ts';
import { type NewIntent, putIntents } from '#src/decisions/intents/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, type TestEngines, type TestWorkspace } from '../../../test/engines.ts';
import { fill } from '../../../test/filling.ts';
import { type DeliveryParts, type HandedOver, type Lane, type Outgoing, WorkspaceDelivery } from './index.ts';

/** A provider that does as it is told, and remembers what it took. */
export class FakeProvider {
  readonly taken: Outgoing[] = [];
  /** What it answers; by default it takes everything. */
  answer: (message: Outgoing) => HandedOver | 'dies before' | 'dies after' = () => ({
    as: 'sent',
    providerId: 'p',
    detail: null,
  });

  readonly lane: { -readonly [Part in keyof Lane]: Lane[Part] } = {
    name: 'fake',
    idempotent: false,
    width: 3,
    handOver: async (message, { begin, end }) => {
      const answer = this.answer(message);
      if (answer === 'dies before') return never();
      if (typeof answer === 'object' && answer.as !== 'sent' && answer.as !== 'uncertain') return end(answer);
      if (!(await begin())) return;
      this.taken.push(message);
      return answer === 'dies after' ? never() : end(answer);
    },
  };

  readonly ids = (): string[] => this.taken.map(({ intent }) => intent);
}

/** Of a process that was killed nothing comes back. */
const never = (): Promise<never> => new Promise(() => undefined);

/** One workspace whose messages are delivered. */
export interface DeliveryBed {
  readonly workspace: TestWorkspace;
  readonly context: Context;
  readonly provider: FakeProvider;
  readonly parts: DeliveryParts;
  /** People with numbers and addresses: `user-<number>`, `user-<number>@example.org`. */
  people(numbers: readonly number[], traits?: Readonly<Record<string, string>>): Promise<void>;
  allow(number: number, state?: 'granted' | 'objected'): Promise<void>;
  put(...intents: NewIntent[]): Promise<void>;
  /** A turn of a process; one that is killed in it is let go after a moment. */
  turn(name?: string, instead?: Partial<DeliveryParts>): Promise<void>;
  /** As if what died were dead for longer than a lease. */
  leasesEnd(): Promise<void>;
  states(): Promise<Record<string, string>>;
}

export async function openDeliveryBed(engines: TestEngines): Promise<DeliveryBed> {
  const workspace = await createTestWorkspace(engines);
  const context = asking(engines, workspace);
  const provider = new FakeProvider();
  const parts: DeliveryParts = {
    records: engines.records,
    warehouse: engines.warehouse,
    clock: engines.clock,
    name: 'one',
    wishes: async () => new Map(),
    heldOut: async () => new Set(),
    lanes: async () => new Map([['email', provider.lane]]),
    render: async (_, passed) =>
      passed.map(({ intent }) =>
        intent.origin.key.startsWith('broken')
          ? { fault: 'firstName: nobody told' }
          : { rendered: { as: 'email', subject: 'Bonjour', html: '<p>Bonjour</p>', text: 'Bonjour' } },
      ),
    unsubscribe: () => null,
    chance: () => 0.5,
  };
  const processes = new Map<string, WorkspaceDelivery>();
  const bedDelivery = (name: string, instead: Partial<DeliveryParts>): WorkspaceDelivery => {
    const kept = processes.get(name);
    if (kept !== undefined && Object.keys(instead).length === 0) return kept;
    const made = new WorkspaceDelivery({ ...parts, ...instead, name }, workspace);
    if (Object.keys(instead).length === 0) processes.set(name, made);
    return made;
  };
  return {
    workspace,
    context,
    provider,
    parts,
    people: async (numbers, traits = {}) => {
      await engines.records.run(sql`
        insert into identities (workspace_id, kind, external_id, customer)
        select ${workspace.number}, 'user', 'user-' || number, number
        from unnest(${numbers}::integer[]) as number`);
      await fill(
        engines.warehouse,
        workspace,
        numbers.map((customer) => ({
          customer,
          at: engines.clock.now() - 86_400_000,
          type: 'identify',
          traits: { email: `user-${customer}@example.org`, ...traits },
        })),
      );
    },
    allow: async (number, state = 'granted') => {
      const basis = state === 'granted' ? { basis: 'consent' } : {};
      await run([...consents], context, 'consent.record', {
        consents: [
          {
            who: { user: `user-${number}` },
            channel: 'email',
            purpose: 'marketing',
            state,
            ...basis,
            proof: { text: 'Oui', source: 'test' },
          },
        ],
      });
    },
    put: async (...intents) => {
      await putIntents(engines.records, workspace.number, intents, engines.clock.now());
    },
    turn: async (name = 'one', instead = {}) => {
      const delivery = bedDelivery(name, instead);
      const turn = delivery.turn(workspace, new AbortController().signal);
      turn.catch(() => undefined);
      const dead = Promise.withResolvers<void>();
      const timer = setTimeout(dead.resolve, 1_500);
      await Promise.race([turn, dead.promise]);
      clearTimeout(timer);
    },
    leasesEnd: async () => {
      await engines.records.run(sql`
        update intents set lease_until = clock_timestamp() - interval '1 ms' where lease_until is not null`);
    },
    states: async () => {
      const rows = await engines.records.rows(sql<{ key: string; state: string; reason: string | null }>`
        select origin_key as key, state, reason from intents where workspace_id = ${workspace.number} order by number`);
      return Object.fromEntries(
        rows.map(({ key, state, reason }) => [key, reason === null ? state : `${state} ${reason}`]),
      );
    },
  };
}
