import { DomainError } from '#src/basics/errors.ts';
import { dateText, dayNumber, periodOf } from '#src/customers/calendar/index.ts';
import { asMembers, badCursor, type Engines, keyIn, limits, shown } from '#src/customers/frame/index.ts';
import { type Members, mostMembers } from '#src/customers/lists/index.ts';
import type { Unit } from '#src/customers/traits/index.ts';
import {
  answered,
  type Chosen,
  type ChosenRow,
  howMany,
  type Reading,
  rowStart,
  whoTheyAre,
} from '#src/insights/cohorts/index.ts';
import type { RetentionPeople, RetentionPeopleAsk, Which } from './ask.ts';
import type { Way } from './way.ts';

/** One page of the people behind a number, and how many there are. */
export function peopleOf(
  engines: Engines,
  question: RetentionPeopleAsk,
  way: Way = 'quickest',
): Promise<RetentionPeople> {
  return answered(engines, question.ask, way, (reading) => pageOf(engines, reading, question));
}

async function pageOf(
  engines: Engines,
  reading: Reading,
  question: RetentionPeopleAsk,
): Promise<RetentionPeople> {
  const chosen = chosenBy(reading, question);
  const { limit, cursor } = question;
  const after = cursor === undefined ? {} : { after: fromCursor(reading.plan.unit, cursor) };
  const rows = await engines.warehouse.rows(
    whoTheyAre(reading, chosen, { ...after, limit: limit + 1 }),
    limits(engines),
  );
  const page = rows.slice(0, limit);
  const people = await shown(
    engines,
    reading.plan.unit,
    page.map(({ unit }) => unit),
  );
  const last = page.at(-1);
  const isFirst = cursor === undefined; // where it is empty there is nobody
  return {
    total: Number(rows[0]?.total ?? (isFirst ? 0 : await countOf(engines, reading, chosen))),
    people: people.map((person, i) => ({
      ...person,
      cohort: dateText(rowStart(reading.plan, page[i]?.row ?? 0)),
    })),
    next: rows.length > limit && last !== undefined ? `${last.unit}:${last.row}` : null,
  };
}

/** How many there are, where a later page holds nobody to say so. */
async function countOf(engines: Engines, reading: Reading, chosen: Chosen): Promise<number> {
  const [counted] = await engines.warehouse.rows(howMany(reading, chosen), limits(engines));
  return Number(counted?.people ?? 0);
}

/** Everyone behind a number, once each. For keeping them as a list. @throws DomainError `lists.too_many` */
export function everyoneOf(
  engines: Engines,
  question: Pick<RetentionPeopleAsk, 'ask' | 'series' | 'cohort' | 'interval' | 'which'>,
): Promise<Members> {
  return answered(engines, question.ask, 'quickest', (reading) => membersOf(engines, reading, question));
}

async function membersOf(
  engines: Engines,
  reading: Reading,
  question: Pick<RetentionPeopleAsk, 'series' | 'cohort' | 'interval' | 'which'>,
): Promise<Members> {
  const rows = await engines.warehouse.rows(
    whoTheyAre(reading, chosenBy(reading, question), { limit: mostMembers + 1 }),
    limits(engines),
  );
  const units = rows.map(({ unit }) => unit);
  const cutShort = units.length > mostMembers; // then it is refused, however many of them are the same
  return asMembers(engines, reading.plan.unit, cutShort ? units : [...new Set(units)]);
}

const choices: Readonly<Record<Which, Pick<Chosen, 'who' | 'among'>>> = {
  size: { who: 'members', among: 'all' },
  eligible: { who: 'members', among: 'over' },
  begun: { who: 'members', among: 'begun' },
  returned: { who: 'returned', among: 'over' },
  not_returned: { who: 'not_returned', among: 'over' },
  so_far: { who: 'returned', among: 'begun' },
};

function chosenBy(
  { plan, split }: Reading,
  { cohort, interval, which, series }: Pick<RetentionPeopleAsk, 'cohort' | 'interval' | 'which' | 'series'>,
): Chosen {
  const column = plan.columns.find(({ index }) => index === interval);
  if (column === undefined) throw noSuchColumn(interval, plan.columns.length - 1);
  const row =
    cohort === null ? undefined : periodOf(dayNumber(cohort, 'cohort'), plan.ask.rows, plan.weekStart);
  return { column, ...choices[which], row, series: placeOf(split, series) };
}

function placeOf(split: Reading['split'], { kind, value }: RetentionPeopleAsk['series']): number | undefined {
  if (kind === 'all') return undefined;
  if (kind === 'missing') return -1;
  if (kind === 'others') return 0;
  const place = split.by === 'nothing' ? -1 : split.values.indexOf(value ?? '');
  if (place >= 0) return place + 1;
  throw new DomainError('retention.no_such_series', {
    kind: 'not_found',
    field: 'series.value',
    expected: 'a value that stands alone in the answer',
    got: value,
  });
}

/** A cell that the question does not have. */
export const noSuchColumn = (interval: number, last: number): DomainError =>
  new DomainError('retention.no_such_interval', {
    kind: 'not_found',
    field: 'interval',
    expected: `an interval from 0 to ${last}`,
    got: interval,
  });

function fromCursor(unit: Unit, cursor: string): ChosenRow {
  const [, key, row] = /^(\d{1,20}):(-?\d{1,9})$/.exec(cursor) ?? [];
  if (key === undefined || row === undefined) throw badCursor(cursor);
  return { unit: keyIn(unit, cursor, key), row: Number(row) };
}
