import { z } from 'zod';
import { operation } from '#src/access/index.ts';
import { known, unknown } from '#src/basics/estimate.ts';
import { dateText, dayNumber, firstDayOf, periodOf, startOfDay } from '#src/customers/calendar/index.ts';
import { estimateOf, Instant, LocalDate, PeoplePage, Words } from '#src/customers/frame/index.ts';
import { wilson } from '#src/maths/intervals/index.ts';
import { toldApart } from './apart.ts';
import { ApartAnswer, ApartAsk } from './apart-ask.ts';
import { ChurnAsk, ContractsAsk, HoldersAsk } from './ask.ts';
import { Curve, curveOf } from './curves.ts';
import { holdersPage } from './holders.ts';
import { type Spell, spellsOf, type Term, turnoverOf } from './spells.ts';
import { definition, instantOf, ofOffers, termsAsked, within } from './terms.ts';

const share = estimateOf(z.number());

const contracts = operation({
  name: 'survival.contracts',
  asks: {
    fr: 'Combien de temps reste-t-on sous contrat, offre par offre ?',
    en: 'How long do contracts last, offer by offer?',
  },
  needs: 'insights:read',
  input: ContractsAsk,
  output: z.object({
    curves: z.array(
      Curve.extend({
        offer: z.string().nullable().describe('null: any offer, a change of offer being no end'),
      }),
    ),
    asOf: Instant,
    definition: Words,
  }),
  run: async (context, ask) => {
    const asOf = instantOf(context, ask.asOf);
    const terms = await termsAsked(context, ask, asOf);
    const offers = ask.offers ?? mostHeld(terms, 10);
    const began = within(context.workspace.timezone, ask);
    const curve = (offer: string | null, own: readonly Term[]) => ({
      offer,
      ...curveOf(spellsOf(own, asOf).filter(began), { asOf, readings: ask.readings }),
    });
    return {
      curves: [
        curve(null, terms),
        ...offers.map((offer) =>
          curve(
            offer,
            terms.filter((term) => term.offer === offer),
          ),
        ),
      ],
      asOf: new Date(asOf).toISOString(),
      definition,
    };
  },
});

const churn = operation({
  name: 'survival.churn',
  asks: {
    fr: 'Combien de clients sous contrat partent et reviennent chaque mois ?',
    en: 'How many customers under contract leave and return each month?',
  },
  needs: 'insights:read',
  input: ChurnAsk,
  output: z.object({
    months: z.array(
      z.object({
        month: LocalDate,
        state: z.enum(['complete', 'running']),
        atStart: z.int(),
        ended: z.int(),
        returned: z.int(),
        joined: z.int(),
        gross: share.describe('ended ÷ atStart'),
        grossLow: z.number().nullable(),
        grossHigh: z.number().nullable(),
        net: share.describe('(ended − returned) ÷ atStart'),
      }),
    ),
    asOf: Instant,
    definition: Words,
  }),
  run: async (context, ask) => {
    const asOf = instantOf(context, ask.asOf);
    const spells = spellsOf(ofOffers(await termsAsked(context, ask, asOf), ask.offers), asOf);
    const zone = context.workspace.timezone;
    return {
      months: monthsOf(dayNumber(ask.from, 'from'), dayNumber(ask.to, 'to'))
        .map((month) => monthOf(spells, month, { zone, asOf }))
        .filter((month) => month !== undefined),
      asOf: new Date(asOf).toISOString(),
      definition,
    };
  },
});

function mostHeld(terms: readonly Term[], top: number): string[] {
  const counts = Map.groupBy(terms, ({ offer }) => offer);
  return [...counts]
    .sort(([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1))
    .slice(0, top)
    .map(([offer]) => offer);
}

const monthsOf = (from: number, to: number): number[] => {
  const first = periodOf(from, 'month', 'monday');
  return Array.from(
    { length: Math.max(0, periodOf(to, 'month', 'monday') - first + 1) },
    (_, i) => first + i,
  );
};

function monthOf(spells: readonly Spell[], month: number, { zone, asOf }: { zone: string; asOf: number }) {
  const first = firstDayOf(month, 'month', 'monday');
  const from = startOfDay(first, zone);
  const end = startOfDay(firstDayOf(month + 1, 'month', 'monday'), zone);
  if (from >= asOf) return undefined;
  const turnover = turnoverOf(spells, from, Math.min(end, asOf));
  const { atStart, ended, returned } = turnover;
  const interval = atStart === 0 ? null : wilson(ended, atStart);
  return {
    month: dateText(first),
    state: end <= asOf ? ('complete' as const) : ('running' as const),
    ...turnover,
    gross: atStart === 0 ? unknown('too_few_customers') : known(ended / atStart),
    grossLow: interval?.low ?? null,
    grossHigh: interval?.high ?? null,
    net: atStart === 0 ? unknown('too_few_customers') : known((ended - returned) / atStart),
  };
}

const people = operation({
  name: 'survival.people',
  asks: {
    fr: 'Qui était encore sous contrat après tant de jours, et qui ne l’était plus ?',
    en: 'Who was still under contract after so many days, and who was not?',
  },
  needs: 'customers:read',
  input: HoldersAsk,
  output: PeoplePage,
  run: (context, ask) => holdersPage(context, ask),
});

const apart = operation({
  name: 'survival.apart',
  asks: {
    fr: 'Reste-t-on plus longtemps sous contrat selon l’offre, la périodicité ou un trait ?',
    en: 'Do contracts last longer by offer, by period of payment or by a trait?',
  },
  needs: 'insights:read',
  input: ApartAsk,
  output: ApartAnswer,
  run: (context, ask) => toldApart(context, ask),
});

/** What can be asked of the length of contracts. */
export const operations = [contracts, churn, people, apart];
