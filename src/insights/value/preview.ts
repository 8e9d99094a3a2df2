import { z } from 'zod';
import { known, unknown } from '#src/basics/estimate.ts';
import { type Sql, sql } from '#src/basics/sql.ts';
import { dateText, periodOf } from '#src/customers/calendar/index.ts';
import { requireKnown } from '#src/customers/event-match/index.ts';
import {
  type Engines,
  estimateOf,
  framed,
  frameFields,
  LocalDate,
  limits,
  saidFields,
  saidOf,
  Words,
} from '#src/customers/frame/index.ts';
import {
  type ActiveReading,
  activePeriods,
  activeReading,
  activityOfCount,
  Counted,
  countable,
  countedWords,
  countsPresence,
  daysOf,
  presenceWarning,
  type Span,
  seenPeriods,
} from '#src/customers/value/index.ts';
import { estimateShare } from '#src/maths/intervals/index.ts';

/** The question of `value.preview`. */
export const PreviewAsk = z.object({ counted: Counted, ...frameFields });
export type PreviewAsk = z.output<typeof PreviewAsk>;

/** The answer of `value.preview`. */
export const Preview = z.object({
  from: LocalDate.describe('First day of the last whole period'),
  to: LocalDate,
  active: z.int(),
  known: z.int().describe('Who had ever done anything by the end of it'),
  share: estimateOf(z.number()).describe('active ÷ known, 0–1'),
  words: Words,
  warning: Words.nullable(),
  ...saidFields,
});
export type Preview = z.output<typeof Preview>;

/**
 * Who would have been active in the last whole period under a way of counting that is not kept yet.
 *
 * @throws DomainError `insights.unknown_event`, `insights.unknown_property`, those of the frame
 */
export async function previewOf(engines: Engines, ask: PreviewAsk): Promise<Preview> {
  const { counted } = ask;
  await requireCounted(engines, counted);
  const frame = await framed(engines, ask);
  const last = periodOf(frame.known.current, counted.period, frame.weekStart) - 1;
  const span: Span = { period: counted.period, first: last, last };
  const warning = countsPresence(counted) ? presenceWarning : null;
  const reading = await activeReading(engines, frame, activityOfCount(counted, warning));
  const [row] = await engines.warehouse.rows(sizes(reading, span), limits(engines));
  const { active, everyone } = { active: Number(row?.active ?? 0), everyone: Number(row?.everyone ?? 0) };
  const days = daysOf(frame, span);
  const share = estimateShare({ hits: active, total: everyone });
  return {
    from: dateText(days.from),
    to: dateText(days.to),
    active,
    known: everyone,
    share: share.known ? known(share.value.share) : unknown(share.why),
    words: countedWords(counted),
    warning,
    ...saidOf(frame, ask),
  };
}

/** Refuses a way of counting whose events or quantity never arrived. */
export const requireCounted = (
  engines: Pick<Engines, 'workspace' | 'warehouse' | 'signal'>,
  { match, rule }: Counted,
): Promise<void> =>
  requireKnown(engines, [
    {
      field: 'counted.match',
      match,
      ...(rule.kind === 'quantity' ? { quantities: [rule.property] } : {}),
    },
  ]);

/** Grain: one row. */
const sizes = (
  reading: ActiveReading,
  span: Span,
): Sql<{ active: number | string; everyone: number | string }> => sql`
  select
    (select bitmapCardinality(groupBitmapMergeState(people)) from ${activePeriods(reading, span)}) as active,
    (
      select bitmapCardinality(${countable(reading.frame, sql`groupBitmapMergeState(people)`)})
      from ${seenPeriods(reading, span)}
    ) as everyone`;
