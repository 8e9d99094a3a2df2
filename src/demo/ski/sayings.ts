import type { DemoWords, Language, Saying } from '../making/index.ts';
import { skiTruths } from './truths.ts';

const { claire, season } = skiTruths;

const texts = {
  fr: {
    offer: 'Location au ski',
    thirdHire: 'Troisième location',
    loyal: 'Trois locations ou plus',
    snowboard: 'Ont loué un snowboard',
    task: 'Écrire à Claire avant l’ouverture',
    remark: 'Ses enfants sont partis étudier à l’étranger.',
  },
  en: {
    offer: 'Ski hire',
    thirdHire: 'Third hire',
    loyal: 'Three hires or more',
    snowboard: 'Have hired a snowboard',
    task: 'Write to Claire before the season opens',
    remark: 'Her children have gone abroad to study.',
  },
} as const;

/** What the ski shop has told Perdure of its season and its customers. */
export function skiSayings({ words }: { readonly words: DemoWords }, language: Language): Saying[] {
  const said = texts[language];
  const hire = season.event.standard;
  const about = { id: claire.userId };
  const segment = (name: string, condition: object): Saying => ({
    operation: 'segments.create',
    ask: { name, rule: { match: 'all', conditions: [condition] } },
  });
  return [
    {
      operation: 'value.create',
      ask: {
        name: words.hire,
        counted: { match: { event: hire }, rule: { kind: 'times', times: 1 }, period: 'month' },
      },
    },
    {
      operation: 'offers.create',
      ask: { name: said.offer, kind: 'discontinuous', terms: { season: { from: '12-01', to: '04-30' } } },
    },
    {
      operation: 'milestones.create',
      ask: { name: said.thirdHire, rule: { kind: 'times', match: { event: hire }, times: 3 } },
    },
    segment(said.loyal, {
      kind: 'did',
      match: { event: hire },
      amount: { kind: 'times', how: 'at_least', times: 3 },
    }),
    segment(said.snowboard, {
      kind: 'did',
      match: {
        event: hire,
        where: [{ property: words.category, how: 'is', values: [words.snowboard] }],
      },
    }),
    { operation: 'tasks.create', ask: { about, title: said.task }, daysAgo: 20 },
    { operation: 'remarks.add', ask: { about, text: said.remark }, daysAgo: 40 },
  ];
}
