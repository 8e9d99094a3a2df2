import { z } from 'zod';
import { type Context, operation } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { sql } from '#src/basics/sql.ts';
import { dayNumber } from '#src/customers/calendar/index.ts';
import { LocalDate } from '#src/customers/frame/index.ts';
import { type KeptRate, rateParts } from './rates.ts';

const Currency = z.string().regex(/^[A-Z]{3}$/, 'a currency of ISO 4217, such as EUR');

const Rate = z.object({
  day: LocalDate,
  from: Currency,
  to: Currency,
  rate: z.string().max(30).describe('What one unit of `from` is worth in `to`, as decimal text: "0.9213"'),
});

const importRates = operation({
  name: 'rates.import',
  asks: { fr: 'Importer des taux de change', en: 'Import exchange rates' },
  needs: 'data:write',
  writes: true,
  input: z.object({
    rates: z.array(Rate).min(1).max(20_000),
    source: z.string().trim().min(1).max(200).describe('Where they come from: "BCE"'),
  }),
  output: z.object({
    stored: z
      .int()
      .describe(
        'Told; a day told otherwise than before is another rate from now on, and the old one as of then',
      ),
  }),
  run: async (context, { rates, source }) => {
    const told = new Map(rates.map((one, at) => [`${one.from}/${one.to}/${one.day}`, checked(one, at)]));
    await keep(context, [...told.values()], source);
    context.note?.({ subject: 'rates', after: { stored: told.size, source } });
    return { stored: told.size };
  },
});

function checked(one: z.output<typeof Rate>, at: number): z.output<typeof Rate> {
  dayNumber(one.day, `rates[${at}].day`);
  rateParts(one.rate, `rates[${at}].rate`);
  if (one.from !== one.to) return one;
  throw new DomainError('rates.same_currency', {
    field: `rates[${at}].to`,
    expected: 'another currency than `from`',
    got: one.to,
  });
}

/** What is told as it was before makes no other rate. */
async function keep(
  { records, workspace, actor, clock }: Context,
  rates: readonly z.output<typeof Rate>[],
  source: string,
): Promise<void> {
  await records.run(sql`
    insert into currency_rates (workspace_id, from_currency, to_currency, day, rate, source, recorded_at, recorded_by)
    select ${workspace.number}::integer, given."from", given."to", given.day, given.rate, ${source},
      ${new Date(clock.now())}::timestamptz, ${`${actor.kind}:${actor.id}`}
    from jsonb_to_recordset(${JSON.stringify(rates)}::jsonb) as given (day date, "from" text, "to" text, rate numeric)
    left join lateral (
      select rate
      from currency_rates
      where workspace_id = ${workspace.number}
        and from_currency = given."from" and to_currency = given."to" and currency_rates.day = given.day
      order by recorded_at desc
      limit 1
    ) as before on true
    where before.rate is distinct from given.rate
    on conflict (workspace_id, from_currency, to_currency, day, recorded_at) do update
    set rate = excluded.rate, source = excluded.source, recorded_by = excluded.recorded_by`);
}

const list = operation({
  name: 'rates.list',
  asks: { fr: 'Quels taux de change sont connus ?', en: 'Which exchange rates are known?' },
  needs: 'insights:read',
  input: z.object({
    from: Currency.optional(),
    to: Currency.optional(),
    until: LocalDate.optional().describe('Days until this one, the latest first'),
    limit: z.int().min(1).max(5000).default(100),
  }),
  output: z.object({
    rates: z.array(Rate.extend({ source: z.string() })),
    pairs: z.array(
      z.object({ from: Currency, to: Currency, days: z.int(), first: LocalDate, last: LocalDate }),
    ),
  }),
  run: async ({ records }, ask) => {
    if (ask.until !== undefined) dayNumber(ask.until, 'until');
    const rates = await records.rows(sql<KeptRate>`
      select distinct on (day, from_currency, to_currency) day::text, from_currency as "from", to_currency as "to",
        trim_scale(rate)::text as rate, source
      from currency_rates
      where (${ask.from ?? null}::text is null or from_currency = ${ask.from ?? null})
        and (${ask.to ?? null}::text is null or to_currency = ${ask.to ?? null})
        and (${ask.until ?? null}::date is null or day <= ${ask.until ?? null}::date)
      order by day desc, from_currency, to_currency, recorded_at desc
      limit ${ask.limit}`);
    const pairs = await records.rows(sql<PairRow>`
      select from_currency as "from", to_currency as "to", count(distinct day)::integer as days, min(day)::text as first,
        max(day)::text as last
      from currency_rates
      group by from_currency, to_currency
      order by from_currency, to_currency`);
    return { rates, pairs };
  },
});

/** Grain: two currencies. */
interface PairRow {
  readonly from: string;
  readonly to: string;
  readonly days: number;
  readonly first: string;
  readonly last: string;
}

/** What can be asked of exchange rates. */
export const operations = [importRates, list];
