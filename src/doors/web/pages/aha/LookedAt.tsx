import type { ReactNode } from 'react';
import type { Curve, Figures as Found, Threshold } from '#src/insights/aha/index.ts';
import { Answered, useAnswer } from '../../ui/Answered.tsx';
import figure from '../../ui/Figure.module.css';
import { type FiguresRow, FiguresTable, Known, Opens, ShareFigure } from '../../ui/Figure.tsx';
import { pSaid } from '../../ui/p-value.ts';
import { Sides } from '../../ui/Sides.tsx';
import { CurveChart } from './CurveChart.tsx';
import type { LookProps } from './props.ts';
import styles from './Result.module.css';
import { candidateAt, flat, liftSaid } from './shape.ts';

/** How staying rises with the count, and all that is said of the count that is looked at. */
export function LookedAt(props: LookProps) {
  const { found, chosen } = props;
  const candidate = candidateAt(found, chosen);
  const { curve } = found;
  const told = curve !== null && curve.event === chosen.event && curve.window === chosen.window;
  const { confirmation, discovery, everyone, count } = candidate ?? {};
  if (told && discovery && everyone && confirmation && count !== undefined)
    return <Shown {...props} curve={curve} threshold={{ count, discovery, confirmation, everyone }} />;
  return <Fetched {...props} />;
}

function Fetched(props: LookProps) {
  const answer = useAnswer('aha.curve', { ask: props.asked, ...props.chosen });
  return (
    <Answered answer={answer} height={360}>
      {({ curve, threshold }) =>
        threshold ? <Shown {...props} curve={curve} threshold={threshold} /> : null
      }
    </Answered>
  );
}

interface ShownProps extends LookProps {
  readonly curve: Curve;
  readonly threshold: Threshold;
}

function Shown(props: ShownProps) {
  const { curve, threshold, saying } = props;
  const { t } = saying.words;
  return (
    <Sides
      chartTitle={t('aha.curve')}
      chart={
        <>
          <CurveChart curve={curve} threshold={threshold} saying={saying} height={340} />
          <p className={styles.note}>{t('aha.curve_note')}</p>
        </>
      }
      tableTitle={t('aha.figures')}
      table={<Numbers {...props} />}
    />
  );
}

const halves = ['confirmation', 'discovery', 'everyone'] as const;
type Half = (typeof halves)[number];

/** The figures of one count: those of the half that confirms first, since it took no part in choosing. */
function Numbers(props: ShownProps) {
  const { t } = props.saying.words;
  return (
    <FiguresTable
      caption={t('aha.figures')}
      heads={['', ...halves.map((half) => t(`aha.${half}`))]}
      rows={[...sideRows(props), ...measureRows(props)]}
    />
  );
}

/** People above and below, and of them those who stayed: each number opens who they are. */
function sideRows({ threshold, chosen, saying, onOpen }: ShownProps): FiguresRow[] {
  const { t } = saying.words;
  const opens = (half: Half, side: 'above' | 'below', outcome: 'all' | 'stayed', count: number) => (
    <Opens
      count={count}
      label={`${t(`aha.${half}`)}, ${t(`aha.people_${side}`)}`}
      onOpen={() => onOpen({ ...chosen, side, outcome, half: half === 'everyone' ? 'both' : half })}
    />
  );
  return (['above', 'below'] as const).flatMap((side): FiguresRow[] => [
    {
      id: `${side}/people`,
      label: t(`aha.people_${side}`),
      cells: halves.map((half) => opens(half, side, 'all', threshold[half][side].total)),
    },
    {
      id: `${side}/stayed`,
      label: t(`aha.stayed_${side}`),
      strong: true,
      cells: halves.map((half) => {
        const share = threshold[half][side === 'above' ? 'stayedAbove' : 'stayedBelow'];
        return (
          <span key={half}>
            <ShareFigure {...flat(share)} />
            <small className={figure.small}>{opens(half, side, 'stayed', threshold[half][side].hits)}</small>
          </span>
        );
      }),
    },
  ]);
}

/** How well the count tells those who stay from those who leave. */
function measureRows({ threshold, found, chosen, saying }: ShownProps): FiguresRow[] {
  const { words, figures } = saying;
  const { t } = words;
  const candidate = candidateAt(found, chosen);
  const row = (id: string, label: string, cell: (of: Found, half: Half) => ReactNode): FiguresRow => ({
    id,
    label,
    cells: halves.map((half) => <span key={half}>{cell(threshold[half], half)}</span>),
  });
  const share = (of: Found['sensitivity']) => <ShareFigure {...flat(of)} />;
  const p = { confirmation: candidate?.correctedP, discovery: candidate?.q, everyone: undefined };
  return [
    row('lift', t('aha.lift'), (of) => {
      const { ratio, range } = liftSaid(of, saying);
      return (
        <>
          {ratio}
          {range && <small className={figure.small}>{range}</small>}
        </>
      );
    }),
    row('sensitivity', t('aha.sensitivity'), (of) => share(of.sensitivity)),
    row('specificity', t('aha.specificity'), (of) => share(of.specificity)),
    row('mcc', t('aha.mcc'), ({ mcc }) => {
      if (!mcc.known) return <Known figure={mcc}>{() => null}</Known>;
      const { value, interval } = mcc.value;
      return (
        <>
          {figures.decimal(value, 2)}
          {interval && (
            <small className={figure.small}>
              {t('aha.range', {
                low: figures.decimal(interval.low, 2),
                high: figures.decimal(interval.high, 2),
              })}
            </small>
          )}
        </>
      );
    }),
    row('p', t('aha.p'), (_of, half) => {
      const told = p[half];
      return told?.known ? pSaid(told.value, figures.decimal) : '–';
    }),
  ];
}
