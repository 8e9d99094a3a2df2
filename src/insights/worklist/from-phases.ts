import { type Sql, scoped, sql, typed } from '#src/basics/sql.ts';
import { limits } from '#src/customers/frame/index.ts';
import { movesIn } from '#src/customers/phase-keeping/index.ts';
import { say } from '#src/customers/wording/index.ts';
import { falseAlarmsOf, moveWords } from '#src/insights/phase-board/index.ts';
import type { Finding, Looking } from './finding.ts';
import { freshDays } from './reasons.ts';

const dayMs = 86_400_000;

type StoredMoves = Parameters<typeof movesIn>[0];

interface PhaseRow extends StoredMoves {
  readonly customer: number;
  readonly phase: string;
  readonly status: string;
  readonly entered: string;
  readonly visited: string | null;
}

/** Whom time or silence moved: those warned of lately, with how often such warnings are wrong, those who came into attrition lately, those who missed their season. */
export async function fromPhases({ context, at, today, dayOf }: Looking): Promise<Finding[]> {
  const rows = await context.warehouse.rows(movedLately(at), limits(context));
  const isWarned = rows.some(({ status }) => status === 'warning');
  const falseAlarms = isWarned ? await falseAlarmsOf(context, {}) : say('', '');
  return rows.flatMap((row): Finding[] => {
    const move = movesIn(row)[0];
    if (move === undefined) return [];
    const own = { kind: 'customer' as const, key: String(row.customer), words: moveWords(move), due: null };
    const since = dayOf(move.at);
    if (row.status === 'warning') {
      if (today - since > freshDays.early_warning) return [];
      const words = say(`${own.words.fr}. ${falseAlarms.fr}`, `${own.words.en}. ${falseAlarms.en}`);
      const silence = row.visited === null ? since : dayOf(instant(row.visited));
      return [{ ...own, words, reason: 'early_warning', occurrence: `after ${silence}`, since }];
    }
    if (row.status === 'missed_season') {
      if (today - since > freshDays.missed_season) return [];
      return [{ ...own, reason: 'missed_season', occurrence: `since ${since}`, since }];
    }
    const entered = dayOf(instant(row.entered));
    if (today - entered > freshDays.attrition) return [];
    return [{ ...own, reason: 'attrition', occurrence: `since ${entered}`, since: entered }];
  });
}

const instant = (text: string): number => Date.parse(`${text.replace(' ', 'T')}Z`);

/** Headline lives with their latest move alone. Grain: a customer; ≤ those warned, and those who moved in the last days. */
const movedLately = (at: number): Sql<PhaseRow> => sql<PhaseRow>`
  select customer, phase, status, entered, last_visit as visited,
    arraySlice(moves_at, -1) as moves_at, arraySlice(moves_phase, -1) as moves_phase,
    arraySlice(moves_status, -1) as moves_status, arraySlice(moves_rule, -1) as moves_rule,
    arraySlice(moves_reason, -1) as moves_reason, arraySlice(moves_facts, -1) as moves_facts
  from (
    select customer, phase, status, since, last_visit, moves_at, moves_phase, moves_status, moves_rule, moves_reason,
      moves_facts, moves_at[arrayLastIndex(one -> one != 'attrition', moves_phase) + 1] as entered
    from ${scoped('phase_lives')}
    where known and headline
    settings final = 1
  )
  where (status = 'warning' and since >= ${daysBefore(at, freshDays.early_warning)})
    or (status = 'missed_season' and since >= ${daysBefore(at, freshDays.missed_season)})
    or (phase = 'attrition' and status != 'missed_season' and entered >= ${daysBefore(at, freshDays.attrition)})`;

/** A day more than asked: the border is a local day, looked at where rows are read. */
const daysBefore = (at: number, days: number) =>
  typed("DateTime64(3, 'UTC')", new Date(at - (days + 2) * dayMs));
