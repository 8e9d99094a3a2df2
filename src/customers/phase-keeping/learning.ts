import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { type Gaps, heard, noGaps, populationOf } from '#src/customers/early-warning/index.ts';
import { type JudgedOffer, keepLearned, type Learned, learnedOf } from '#src/customers/phase-rules/index.ts';
import { groupSeason, type Season } from '#src/customers/seasons/index.ts';
import type { WorkspaceRecords } from '#src/engines/records/port.ts';
import { visitsOf } from './facts-rows.ts';
import { frameOf, type Reading, readingLimits } from './reading.ts';

const dayMs = 86_400_000;
/** Rhythms are looked at again after so long; where nothing is known of them, every day. */
const [againMs, soonMs] = [30 * dayMs, dayMs];
/** People whose gaps are read, the same ones every time. */
const mostPeople = 20_000;

/**
 * Looks at rhythms and seasons where nobody has for long, and keeps what was learned.
 *
 * @returns whether lives are judged by something else from now on
 */
export async function learn(
  reading: Reading,
  records: WorkspaceRecords,
  seenAt: number | null,
): Promise<boolean> {
  const { asOf, basis, workspace } = reading;
  const wasSeen = seenAt !== null && asOf - seenAt < soonMs;
  const before = await learnedOf(records);
  let isNew = false;
  for (const offer of basis.offers) {
    const last = before.findLast((one) => one.offer === offer.name);
    if (offer.visit === null || (last !== undefined && wasSeen)) continue; // an offer nobody knew is looked at now
    if (last?.population.learned && asOf - last.at < againMs) continue;
    const learned = await learnedOfOffer(reading, offer);
    if (last !== undefined && !learned.population.learned && sameSeason(last.season, learned.season))
      continue;
    await keepLearned(records, workspace.number, learned);
    isNew = true;
  }
  return isNew;
}

const sameSeason = (a: Season | null, b: Season | null): boolean => a?.from === b?.from && a?.to === b?.to;

async function learnedOfOffer(reading: Reading, offer: JudgedOffer): Promise<Learned> {
  const gaps: Gaps[] = [];
  const { warehouse, asOf, signal } = reading;
  for await (const { days } of warehouse.stream(sampledDays(reading, offer.visit), readingLimits(signal)))
    gaps.push(gapsIn(days));
  const season = offer.terms.kind === 'discontinuous' ? await seasonOf(reading, offer.visit) : null;
  return { offer: offer.name, at: asOf, population: populationOf(gaps), season };
}

function gapsIn(days: readonly number[]): Gaps {
  const gaps = noGaps();
  for (let place = 1; place < days.length; place++) heard(gaps, (days[place] ?? 0) - (days[place - 1] ?? 0));
  return gaps;
}

type Visit = NonNullable<JudgedOffer['visit']> | null;

const everyone = (): Sql => sql`true`;
const dayIn = (zone: string): Sql =>
  sql`toInt32(toDate32(fromUnixTimestamp64Milli(toInt64(one), 'UTC'), ${zone}))`;

/** Local days with a visit of some people, each day once, the last 366. Grain: a person; at most 20,000. */
function sampledDays(reading: Reading, visit: Visit): Sql<{ days: readonly number[] }> {
  if (visit === null) throw new Error('nothing is learned of visits nobody defined');
  const visits = visitsOf(frameOf(reading), visit, everyone);
  return sql<{ days: readonly number[] }>`
    select arraySlice(arrayDistinct(arrayMap(one -> ${dayIn(reading.workspace.timezone)}, at)), -366) as days
    from (${visits})
    where length(at) > 5
    order by cityHash64(customer)
    limit ${typed('UInt64', mostPeople)}`;
}

/** The season that whole years of visits show: each person once a month. */
async function seasonOf(reading: Reading, visit: Visit): Promise<Season | null> {
  if (visit === null) return null;
  const { warehouse, signal, workspace, asOf } = reading;
  const visits = visitsOf(frameOf(reading), visit, everyone);
  const local = sql`toTimeZone(fromUnixTimestamp64Milli(toInt64(one), 'UTC'), ${workspace.timezone})`;
  const rows = await warehouse.rows(
    sql<{ month: number; people: number }>`
      select month, toFloat64(count()) as people
      from (
        select customer, arrayJoin(arrayDistinct(arrayMap(one -> toUInt32(toYear(${local})) * 12 + toMonth(${local}) - 1, at))) as month
        from (${visits})
      )
      group by month
      order by month`,
    readingLimits(signal),
  );
  const last = new Date(asOf);
  const now = last.getUTCFullYear() * 12 + last.getUTCMonth(); // the running month is not whole
  const first = rows[0]?.month ?? now;
  const years = Math.floor((now - first) / 12);
  const months = Array.from({ length: 12 }, () => 0);
  for (const { month, people } of rows)
    if (month < now && month >= now - years * 12) months[month % 12] = (months[month % 12] ?? 0) + people;
  const season = groupSeason(months, years);
  return season.known ? season.season : null;
}
