import { SegmentedControl } from '@mantine/core';
import { useMemo } from 'react';
import type { Situations as Found, Situation } from '#src/insights/paths/index.ts';
import { useDefinitions } from '../../ui/ActivePart.tsx';
import { Answered, Definition, Folds, useAnswer, Verdict } from '../../ui/Answered.tsx';
import { amountKey, amountsOf } from '../../ui/amounts.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { deedReads } from '../../ui/deed.ts';
import { FiguresTable, Known, Opens, ShareFigure, Small } from '../../ui/Figure.tsx';
import { RangePart } from '../../ui/RangePart.tsx';
import { SecondQuestion } from '../../ui/SecondQuestion.tsx';
import { SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { eventWords } from '../../words/events.ts';
import { SituationPeople } from './OpenPeople.tsx';
import styles from './Paths.module.css';
import { type Early, type Opened, type Order, orders, type SituationsSettled } from './search.ts';
import type { Saying } from './shape.ts';
import { ordered } from './situations.ts';

interface SituationsProps {
  readonly asked: SituationsSettled;
  readonly order: Order;
  readonly catalogue: Catalogue;
  readonly saying: Saying;
  readonly onAsk: (early: Early) => void;
  readonly onOrder: (order: Order) => void;
  /** Whose people are open. */
  readonly open: Opened | undefined;
  readonly onOpen: (open: Opened | undefined) => void;
}

const firsts = [1, 3, 7, 14, 28];
const backs = [
  [8, 14],
  [28, 34],
  [60, 89],
  [180, 209],
] as const;

/** The typical situations of those who begin so: how many in each, what tells it apart, who comes back, what is at stake. */
export function Situations(props: SituationsProps) {
  const { asked, saying } = props;
  const { t } = saying.words;
  const answer = useAnswer('paths.situations', asked);
  return (
    <SecondQuestion label={t('paths.situations')} sentence={<Sentence {...props} />}>
      <Answered answer={answer} height={420}>
        {(found) => <Shown {...props} found={found} />}
      </Answered>
    </SecondQuestion>
  );
}

function Sentence({ asked, catalogue, saying, onAsk }: SituationsProps) {
  const { words } = saying;
  const { t, rich } = words;
  const definitions = useDefinitions();
  const { from, to, firstDays, retained } = asked;
  const change = (part: Early) =>
    onAsk({ from, to, firstDays, back: [retained.from, retained.to], worth: asked.worth, ...part });
  const back = `${retained.from}-${retained.to}`;
  const known = new Set([...backs.map(([first, last]) => `${first}-${last}`), back]);
  return rich('paths.situations_sentence', {
    start: deedReads(asked.start, definitions, words),
    range: <RangePart from={from} to={to} span={catalogue.span} onChange={change} />,
    first: (
      <SentenceChoice
        label={t('paths.part.first_days')}
        value={String(firstDays)}
        choices={[...new Set([...firsts, firstDays])]
          .sort((a, b) => a - b)
          .map((days) => ({ value: String(days), reads: t('paths.first_days', { days }) }))}
        onChoose={(next) => change({ firstDays: Number(next) })}
      />
    ),
    back: (
      <SentenceChoice
        label={t('paths.part.back')}
        value={back}
        choices={[...known].map((one) => {
          const [first = '', last = ''] = one.split('-');
          return { value: one, reads: t('paths.back', { first, last }) };
        })}
        onChoose={(next) => change({ back: next.split('-').map(Number) })}
      />
    ),
    worth: <WorthMenu asked={asked} catalogue={catalogue} saying={saying} onAsk={change} />,
  });
}

type WorthProps = Pick<SituationsProps, 'asked' | 'catalogue' | 'saying' | 'onAsk'>;

function WorthMenu({ asked: { worth }, catalogue, saying: { words }, onAsk }: WorthProps) {
  const { t } = words;
  const own =
    worth && worth.match.event !== null ? { event: worth.match.event, property: worth.property } : null;
  const amounts = new Map(
    [...(own ? [own] : []), ...amountsOf(catalogue)].map((one) => [amountKey(one), one]),
  );
  return (
    <SentenceChoice
      label={t('steps.worth')}
      value={own ? amountKey(own) : 'none'}
      choices={[
        { value: 'none', reads: t('paths.worth_none'), name: t('steps.worth_none') },
        ...[...amounts].map(([key, { event, property }]) => ({
          value: key,
          reads: t('paths.worth', { property }),
          name: t('steps.worth_property', { event: eventWords(words, event, 'name'), property }),
        })),
      ]}
      onChoose={(next) => {
        const chosen = amounts.get(next);
        onAsk({ worth: chosen ? { match: { event: chosen.event }, property: chosen.property } : null });
      }}
    />
  );
}

type ShownProps = SituationsProps & { readonly found: Found };

function Shown(props: ShownProps) {
  const { found, asked, order, saying, onOrder } = props;
  const { t, said } = saying.words;
  const people = found.everyone.people + found.tooEarly;
  if (people === 0) return <Teach title={t('paths.situations_nobody_title')}>{t('paths.nobody')}</Teach>;
  const choices = orders.filter((one) => one !== 'money' || asked.worth !== null);
  return (
    <>
      <Verdict>{said(found.verdict)}</Verdict>
      <div>
        <div className={styles.tools}>
          <h3 className={styles.heading}>{t('paths.situations')}</h3>
          {found.situations.length > 1 && (
            <SegmentedControl
              size="xs"
              aria-label={t('paths.order')}
              value={order}
              data={choices.map((one) => ({ value: one, label: t(`paths.order.${one}`) }))}
              onChange={(next) => onOrder(orders.find((one) => one === next) ?? 'people')}
            />
          )}
        </div>
        <Table {...props} />
        <SituationPeople {...props} />
      </div>
      <Folds>
        <Definition of={found}>
          {found.silhouette !== null && found.stability !== null && (
            <p>
              {t('paths.clear', {
                silhouette: saying.figures.decimal(found.silhouette, 2),
                stability: saying.figures.decimal(found.stability, 2),
              })}
            </p>
          )}
          {found.tooEarly > 0 && <p>{t('paths.too_early', { count: found.tooEarly, unit: found.unit })}</p>}
        </Definition>
      </Folds>
    </>
  );
}

function Table({ found, asked, order, saying, onOpen }: ShownProps) {
  const { words, figures } = saying;
  const { t, said } = words;
  const rows = useMemo(() => ordered(found.situations, order), [found, order]);
  const money = asked.worth !== null;
  const most = Math.max(1, ...rows.map(({ people }) => people));
  const cells = (
    { people, retained, money: worth }: Pick<Situation, 'people' | 'retained' | 'money'>,
    situation: number | null,
    name: string,
  ) => {
    const opens = (which: 'people' | 'returned' | 'valued', count: number) => (
      <Opens
        key={which}
        count={count}
        label={`${name}, ${t(`paths.in.${which}`)}`}
        onOpen={() => onOpen({ of: 'situation', situation, which })}
      />
    );
    return [
      <span key="people" className={styles.mass}>
        <span>
          {opens('people', people)} · {figures.share(people / Math.max(1, found.everyone.people), 1)}
        </span>
        {situation !== null && (
          <span className={styles.track} style={{ '--share': `${(people / most) * 100}%` }} aria-hidden>
            <span className={styles.fill} />
          </span>
        )}
      </span>,
      <ShareFigure
        key="share"
        share={retained.share}
        low={retained.low}
        high={retained.high}
        aside={opens('returned', retained.returned)}
      />,
      ...(money
        ? [
            <Known key="money" figure={worth.amount}>
              {(amount) => (
                <>
                  {worth.currency === null ? figures.count(amount) : figures.money(amount, worth.currency, 0)}
                  {worth.share.known && ` · ${figures.share(worth.share.value, 1)}`}
                  <Small>{opens('valued', worth.people)}</Small>
                </>
              )}
            </Known>,
          ]
        : []),
    ];
  };
  return (
    <FiguresTable
      caption={t('paths.situations_table')}
      heads={[
        t('paths.situation'),
        t('ttv.newcomers'),
        t('paths.come_back', { first: asked.retained.from, last: asked.retained.to }),
        ...(money ? [t('paths.at_stake')] : []),
      ]}
      rows={[
        ...rows.map((one) => ({
          id: String(one.number),
          label: (
            <span className={styles.situation}>
              {said(one.name)}
              <span className={styles.marks}>{hallmarks(one, saying)}</span>
            </span>
          ),
          cells: cells(one, one.number, said(one.name)),
        })),
        {
          id: 'everyone',
          label: t('ask.all_together'),
          strong: true,
          cells: cells(found.everyone, null, t('ask.all_together')),
        },
      ]}
    />
  );
}

/** What tells a situation apart: « Cours réservé » par 100 %, contre 0 % ailleurs. */
function hallmarks({ above, below }: Situation, { words, figures }: Saying): string {
  return [...above.slice(0, 3), ...below.slice(0, 2)]
    .map(({ event, share, shareElsewhere, mean, meanElsewhere }) => {
      const name = eventWords(words, event, 'name');
      // Where nearly everybody does it, how often tells more than how many.
      if (Math.abs(share - shareElsewhere) < 0.1)
        return words.t('paths.mark_times', {
          name,
          mean: figures.decimal(mean),
          elsewhere: figures.decimal(meanElsewhere),
        });
      return words.t('paths.mark', {
        name,
        share: figures.share(share),
        elsewhere: figures.share(shareElsewhere),
      });
    })
    .join(' · ');
}
