import type { DemoWords, Language, Saying } from '../making/index.ts';
import { streamingTruths } from './truths.ts';

const { value, money } = streamingTruths;

const texts = {
  fr: {
    value: 'Quinze minutes regardées',
    opening: 'Se connectent sans regarder',
    subscribed: 'Abonnés',
    hundredth: 'Centième lecture',
  },
  en: {
    value: 'Fifteen minutes watched',
    opening: 'Sign in without watching',
    subscribed: 'Subscribers',
    hundredth: 'Hundredth play',
  },
} as const;

/** What the team of the streaming service has told Perdure of value, offers and subscribers. */
export function streamingSayings({ words }: { readonly words: DemoWords }, language: Language): Saying[] {
  const said = texts[language];
  const segment = (name: string, conditions: readonly object[]): Saying => ({
    operation: 'segments.create',
    ask: { name, rule: { match: 'all', conditions } },
  });
  const window = { kind: 'last', amount: 30, unit: 'days' };
  return [
    {
      operation: 'value.create',
      ask: {
        name: said.value,
        counted: {
          match: { event: words[value.event] },
          rule: { kind: 'quantity', property: words[value.property], quantity: value.perMonth },
          period: 'month',
        },
      },
    },
    ...(['basic', 'family'] as const).map((plan) => ({
      operation: 'offers.create',
      ask: {
        name: words[plan],
        kind: 'continuous',
        terms: { prices: [{ amount: String(money.price[plan].after), currency: 'EUR', period: 'month' }] },
      },
    })),
    {
      operation: 'milestones.create',
      ask: { name: said.hundredth, rule: { kind: 'times', match: { event: words.played }, times: 100 } },
    },
    segment(said.subscribed, [{ kind: 'contract', states: ['running'] }]),
    segment(said.opening, [
      {
        kind: 'did',
        match: { event: words.opened },
        amount: { kind: 'times', how: 'at_least', times: value.notValuePerMonth },
        window,
      },
      {
        kind: 'did',
        match: { event: words.played },
        amount: { kind: 'quantity', how: 'less', property: words.minutes, quantity: value.perMonth },
        window,
      },
    ]),
  ];
}
