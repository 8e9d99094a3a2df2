import type { RankedStep, Ranking, RankingAskInput } from '#src/insights/step-failure/index.ts';
import { ask } from '../../ask.ts';
import type { CsvCell } from '../../charts/csv.ts';
import { Whiskers } from '../../charts/Whiskers.tsx';
import { useSeat } from '../../seat.ts';
import { Definition, Folds, Verdict } from '../../ui/Answered.tsx';
import { FiguresTable, Known, Opens, ShareFigure } from '../../ui/Figure.tsx';
import { PeopleDrawer } from '../../ui/PeopleDrawer.tsx';
import { Sides } from '../../ui/Sides.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { eventWords } from '../../words/events.ts';
import type { Figures } from '../../words/figures.ts';
import type { Words } from '../../words/index.ts';
import { readOpen } from './search.ts';

export interface ResultProps {
  readonly ranking: Ranking;
  readonly asked: RankingAskInput;
  readonly saying: { readonly words: Words; readonly figures: Figures };
  readonly open: string | undefined;
  readonly onOpen: (open: string | undefined) => void;
}

/** A step by its name; one that is named after its event is called as the pages call it. */
const nameOf = (
  { name, step }: RankedStep,
  { declared }: Pick<Ranking, 'declared'>,
  words: Words,
): string => {
  const event = declared.steps[step - 1]?.done.event ?? null;
  return event === name ? eventWords(words, event, 'name') : name;
};

/** Verdict, how much likelier those who miss a step are to leave, the figures beside; who they are at one click. */
export function Result(props: ResultProps) {
  const { ranking, saying, open } = props;
  const { t, said } = saying.words;
  const shown = readOpen(open);
  const without = { count: ranking.withoutContract, unit: ranking.unit };
  if (ranking.people === 0) {
    const { title, text } = nobodyCounted(ranking, saying.words);
    return <Teach title={title}>{text}</Teach>;
  }
  return (
    <>
      <Verdict>{said(ranking.verdict)}</Verdict>
      <Sides
        chartTitle={t('steps.chart')}
        chart={<Ratios {...props} />}
        tableTitle={t('steps.table')}
        table={<Numbers {...props} />}
      />
      <p>
        {t('steps.counted', {
          unit: ranking.unit,
          started: ranking.started,
          people: ranking.people,
          waiting: ranking.notObservable,
          early: ranking.leftEarly,
        })}
        {without.count > 0 && ` ${t('steps.without_contract', without)}`}
      </p>
      <Folds>
        <Definition of={ranking}>
          {ranking.steps.map((one) => (
            <p key={one.step}>
              {t('shell.pair', { name: nameOf(one, ranking, saying.words), value: said(one.words) })}
            </p>
          ))}
        </Definition>
      </Folds>
      {shown && <OpenPeople {...props} which={shown} />}
    </>
  );
}

type Nobody = Pick<Ranking, 'started' | 'notObservable' | 'withoutContract' | 'unit' | 'verdict'>;

/** Why nobody counts, and what may be done about it: one reason for all who began, or each with its number. */
export function nobodyCounted(
  { started, notObservable, withoutContract, unit, verdict }: Nobody,
  { t, said }: Words,
): { readonly title: string; readonly text: string } {
  if (notObservable === started)
    return { title: t('steps.nobody_title', { unit }), text: t('steps.nobody', { count: started, unit }) };
  if (withoutContract === started)
    return { title: t('steps.no_contract_title'), text: t('steps.no_contract', { count: started, unit }) };
  return { title: t('steps.none_counted', { unit }), text: said(verdict) };
}

/** Risk ratios on a scale of doublings: twice as likely is as far from even as half. */
export function Ratios({ ranking, saying }: Pick<ResultProps, 'ranking' | 'saying'>) {
  const { words, figures } = saying;
  const rows = ranking.steps.flatMap((one) => {
    if (!one.riskRatio.known || one.selfEvident !== null) return [];
    const { ratio, low, high } = one.riskRatio.value;
    if (!ratio.known || !high.known || low <= 0 || ratio.value <= 0) return [];
    return [
      {
        id: String(one.step),
        label: nameOf(one, ranking, words),
        value: Math.log2(ratio.value),
        low: Math.log2(low),
        high: Math.log2(high.value),
        sure: one.found === 'different',
      },
    ];
  });
  if (rows.length === 0) return <p>{words.t('steps.no_ratio')}</p>;
  return (
    <>
      <Whiskers
        rows={rows}
        format={(doublings) => words.t('steps.times', { n: figures.decimal(2 ** doublings, 2) })}
      />
      <p>{words.t('steps.ratio_note')}</p>
    </>
  );
}

function Numbers({ ranking, asked, saying, onOpen }: ResultProps) {
  const { words, figures } = saying;
  const { t } = words;
  const money = asked.worth != null;
  return (
    <FiguresTable
      caption={t('steps.table')}
      heads={[
        t('funnels.step'),
        t('steps.missed'),
        t('steps.mass'),
        t('steps.left_missed'),
        t('steps.left_done'),
        t('steps.departures'),
        ...(money ? [t('steps.money')] : []),
      ]}
      rows={ranking.steps.map((one) => {
        const name = nameOf(one, ranking, words);
        const opens = (kind: 'missed' | 'done', outcome: 'any' | 'left', count: number) => (
          <Opens
            key={`${kind}/${outcome}`}
            count={count}
            label={`${name}, ${t(`steps.which.${kind}`)}`}
            onOpen={() => onOpen(`${one.step}/${kind}/${outcome}`)}
          />
        );
        const currency = one.money.currency;
        return {
          id: String(one.step),
          label: name,
          aside: asideOf(one, ranking, words),
          cells: [
            opens('missed', 'any', one.missed.people),
            <Known key="mass" figure={one.massShare}>
              {(share) => figures.share(share, 1)}
            </Known>,
            <ShareFigure key="missed" {...one.missed} />,
            <ShareFigure key="done" {...one.done} />,
            one.departures.known && one.selfEvident === null
              ? figures.decimal(one.departures.value.people, 0)
              : '–',
            ...(money
              ? [
                  <Known key="money" figure={one.money.amount}>
                    {(amount) => (
                      <>
                        {currency === null ? figures.count(amount) : figures.money(amount, currency, 0)}
                        {one.money.share.known && ` · ${figures.share(one.money.share.value, 1)}`}
                      </>
                    )}
                  </Known>,
                ]
              : []),
          ],
        };
      })}
    />
  );
}

/** Why a step explains nothing, and of whom its figures are where it is not everybody. */
export function asideOf(
  { selfEvident, judgedAfter }: RankedStep,
  ranking: Pick<Ranking, 'steps' | 'declared'>,
  words: Words,
): string | undefined {
  const after = ranking.steps.find(({ step }) => step === judgedAfter?.step);
  const told = [
    ...(selfEvident === null ? [] : [words.t(`steps.self_evident.${selfEvident}`)]),
    ...(after === undefined ? [] : [words.t('steps.judged_after', { name: nameOf(after, ranking, words) })]),
  ];
  return told.length === 0 ? undefined : told.join(' · ');
}

const kinds = ['missed', 'failed', 'skipped', 'done'] as const;

function OpenPeople({
  ranking,
  asked,
  saying,
  which,
  onOpen,
}: ResultProps & { which: NonNullable<ReturnType<typeof readOpen>> }) {
  const { words } = saying;
  const { slug } = useSeat();
  const step = ranking.steps.find((one) => one.step === which.step);
  const input = { ask: asked, which };
  return (
    <PeopleDrawer
      title={`${step ? nameOf(step, ranking, words) : ''}, ${words.t(`steps.which.${which.kind}`).toLowerCase()}`}
      of={['step-failure.people', input]}
      load={(page, signal) => ask(slug, 'step-failure.people', { ...input, ...page }, signal)}
      from={{ of: 'step-failure.people', ask: input }}
      unit={ranking.unit}
      ways={{
        value: which.kind,
        data: kinds.map((kind) => ({ value: kind, label: words.t(`steps.which.${kind}`) })),
        onChange: (kind) => onOpen(`${which.step}/${kind}/${which.outcome}`),
      }}
      onClose={() => onOpen(undefined)}
    />
  );
}

/** The ranking as rows of a file. Shares are 0–1; a step that explains nothing has neither ratio nor departures. */
export const rankingCsv = (ranking: Pick<Ranking, 'steps' | 'declared'>, words: Words): CsvCell[][] => [
  [
    words.t('funnels.step'),
    words.t('steps.missed'),
    words.t('steps.left_missed'),
    words.t('steps.left_done'),
    words.t('steps.ratio'),
    words.t('csv.low'),
    words.t('csv.high'),
    words.t('steps.departures'),
    words.t('steps.money'),
    words.t('steps.money_share'),
  ],
  ...ranking.steps.map((one): CsvCell[] => {
    const explains = one.selfEvident === null;
    const ratio = explains && one.riskRatio.known ? one.riskRatio.value : null;
    return [
      nameOf(one, ranking, words),
      one.missed.people,
      one.missed.share.known ? one.missed.share.value : null,
      one.done.share.known ? one.done.share.value : null,
      ratio?.ratio.known ? ratio.ratio.value : null,
      ratio?.low ?? null,
      ratio?.high.known ? ratio.high.value : null,
      explains && one.departures.known ? one.departures.value.people : null,
      one.money.amount.known ? one.money.amount.value : null,
      one.money.share.known ? one.money.share.value : null,
    ];
  }),
];
