import type { Context } from '#src/access/index.ts';
import { instantAsked } from '#src/basics/as-of.ts';
import { DomainError } from '#src/basics/errors.ts';
import { named } from '#src/customers/naming/index.ts';
import { ledIn, lifeRows, movesIn, type StoredHistory } from '#src/customers/phase-keeping/index.ts';
import type { Move } from '#src/customers/phases/index.ts';
import type { PhasesOf, PhasesOfAsk } from './ask.ts';
import { falseAlarmsOf } from './false-alarms.ts';
import { moveWords } from './words.ts';

/**
 * One person's lives with every move, its rule and its facts; nobody's where they are in no phase.
 *
 * @throws DomainError `customers.unknown`, `time.as_of_ahead`
 */
export async function historyOf(context: Context, { customer, asOf }: PhasesOfAsk): Promise<PhasesOf> {
  const { warehouse, workspace, clock } = context;
  const at = instantAsked(asOf, { now: clock.now(), zone: workspace.timezone });
  const [[person], rows] = await Promise.all([
    named(context, [customer]),
    warehouse.rows(lifeRows(customer)),
  ]);
  if (person === undefined || person.id.startsWith('#')) {
    throw new DomainError('customers.unknown', {
      kind: 'not_found',
      field: 'customer',
      expected: 'the number of a customer of this workspace',
      got: customer,
    });
  }
  const all = rows.flatMap((row) => lifeOf(row, at));
  const falseAlarms = all.some(isWarned) ? await falseAlarmsOf(context, { asOf }) : null;
  const lives = all.map((life) => (isWarned(life) ? { ...life, falseAlarms } : life));
  return {
    person,
    lives: lives.toSorted((a, b) => Number(b.headline) - Number(a.headline)),
    asOf: new Date(at).toISOString(),
  };
}

const isWarned = ({ status }: PhasesOf['lives'][number]): boolean => status === 'warning';

function lifeOf(row: StoredHistory, asOf: number): PhasesOf['lives'] {
  const moves = movesIn(row).filter(({ at }) => at < asOf);
  const now = moves.at(-1);
  if (now === undefined) return [];
  return [
    {
      offer: row.offer,
      headline: ledIn(row, asOf),
      phase: now.phase,
      status: now.status,
      since: iso(now.at),
      due: row.due === null ? null : sqlInstant(row.due),
      lastVisit: row.last_visit === null ? null : sqlInstant(row.last_visit),
      monthly: { amount: row.monthly, currency: row.currency },
      moves: moves.map(told).reverse(),
      falseAlarms: null,
    },
  ];
}

const told = (move: Move): PhasesOf['lives'][number]['moves'][number] => ({
  at: iso(move.at),
  phase: move.phase,
  status: move.status,
  rule: move.rule,
  reason: move.reason,
  words: moveWords(move),
  facts: { ...move.facts },
});

const iso = (at: number): string => new Date(at).toISOString();
const sqlInstant = (text: string): string => iso(Date.parse(`${text.replace(' ', 'T')}Z`));
