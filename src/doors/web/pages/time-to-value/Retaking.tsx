import { useMemo } from 'react';
import type { RetakingAnswer, Spread } from '#src/insights/time-to-value/index.ts';
import { Columns } from '../../charts/Columns.tsx';
import { LateCurves } from '../../charts/LateCurves.tsx';
import { Answered, Definition, Fold, Folds, useAnswer, Verdict } from '../../ui/Answered.tsx';
import { CompareLink } from '../../ui/CompareLink.tsx';
import type { Catalogue } from '../../ui/catalogue.ts';
import { FiguresTable, Opens } from '../../ui/Figure.tsx';
import { Part, PartAnswer, Parts } from '../../ui/Parts.tsx';
import { RangePart } from '../../ui/RangePart.tsx';
import { SecondQuestion } from '../../ui/SecondQuestion.tsx';
import { SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { axisOf, longestOf, stairs } from './curves.ts';
import styles from './Result.module.css';
import { filledBars, gapBands } from './rhythm.ts';
import { lengthSaid, type Saying } from './saying.ts';
import type { Again, Opened, RetakingSettled } from './search.ts';

interface RetakingProps {
  readonly asked: RetakingSettled;
  readonly span: Catalogue['span'];
  readonly saying: Saying;
  readonly onAsk: (again: Again) => void;
  readonly onOpen: (open: Opened) => void;
}

const tolerances = [3, 7, 10, 14, 21, 30, 60, 90];

/** And then: how fast, how often and how long the value is taken again. */
export function Retaking(props: RetakingProps) {
  const { asked, span, saying, onAsk } = props;
  const { t, rich } = saying.words;
  const answer = useAnswer('time-to-value.retaking', asked);
  const { from, to, period, tolerance } = asked;
  const change = (part: Again) => onAsk({ from, to, period, tolerance, ...part });
  return (
    <SecondQuestion
      label={t('ttv.again')}
      aside={<CompareLink small operation="time-to-value.retaking" asked={asked} />}
      sentence={rich('ttv.again_sentence', {
        range: <RangePart from={from} to={to} span={span} onChange={change} />,
        period: (
          <SentenceChoice
            label={t('ask.part.period')}
            value={period}
            choices={(['week', 'month'] as const).map((one) => ({ value: one, reads: t(`ask.${one}`) }))}
            onChoose={(next) => change({ period: next === 'month' ? 'month' : 'week' })}
          />
        ),
        tolerance: (
          <SentenceChoice
            label={t('ttv.part.tolerance')}
            value={String(tolerance)}
            choices={[...new Set([...tolerances, tolerance])]
              .sort((a, b) => a - b)
              .map((days) => ({ value: String(days), reads: t('survival.days', { days }) }))}
            onChoose={(next) => change({ tolerance: Number(next) })}
          />
        ),
      })}
    >
      <Answered answer={answer} height={520}>
        {(found) => <Rhythm {...props} found={found} />}
      </Answered>
    </SecondQuestion>
  );
}

type RhythmProps = RetakingProps & { readonly found: RetakingAnswer };

function Rhythm(props: RhythmProps) {
  const { found, saying } = props;
  const { t, said } = saying.words;
  if (found.customers === 0)
    return <Teach title={t('ttv.again_nobody_title')}>{t('ttv.again_nobody')}</Teach>;
  return (
    <>
      <Verdict>{said(found.verdict)}</Verdict>
      <Parts>
        <Part title={t('ttv.speed')}>
          <Speed {...props} />
        </Part>
        <Part title={t('ttv.frequency', { period: props.asked.period })}>
          <Frequency {...props} />
        </Part>
        <Part title={t('ttv.duration')}>
          <Duration {...props} />
        </Part>
        <Part title={t('ttv.streaks')}>
          <Streaks {...props} />
        </Part>
      </Parts>
      <Folds>
        <Definition of={found} />
      </Folds>
    </>
  );
}

function Speed({ found, saying, onOpen }: RhythmProps) {
  const { words, figures } = saying;
  const { t } = words;
  const bands = useMemo(() => gapBands(found.ownSpeed.bars), [found]);
  const label = (upTo: number | null) => (upTo === null ? `> ${figures.count(60)}` : figures.count(upTo));
  const note = (upTo: number | null) =>
    upTo === null ? t('ttv.gap_more', { days: 60 }) : t('ttv.gap_at_most', { days: upTo });
  const open = (id: string) => {
    const band = bands.find(({ above }) => String(above) === id);
    if (band) onOpen({ of: 'retaking', which: 'own_speed', atLeast: band.above + 0.5, atMost: band.upTo });
  };
  if (bands.length === 0) return <PartAnswer said={t('ttv.speed_unknown')} />;
  return (
    <PartAnswer
      said={t('ttv.speed_said', {
        unit: found.unit,
        spread: spreadSaid(found.ownSpeed, saying),
        count: found.ownSpeed.count,
        habit: t('shell.habit'),
      })}
    >
      <Columns
        columns={bands.map(({ above, upTo, count }) => ({
          id: String(above),
          label: label(upTo),
          note: [note(upTo), t('ask.people_title', { count })],
          parts: [{ id: 'own', tone: 'plain', value: count }],
        }))}
        format={figures.count}
        axis={t('ttv.speed_axis')}
        said={bands
          .map(({ upTo, count }) =>
            t('shell.pair', { name: note(upTo), value: `${t('ask.people_title', { count })}.` }),
          )
          .join(' ')}
        height={280}
        onOpen={open}
      />
      <Fold title={t('ask.table')}>
        <FiguresTable
          caption={t('ttv.speed')}
          heads={[t('ttv.speed_axis'), t('ttv.newcomers'), t('csv.part')]}
          rows={bands.map(({ above, upTo, count }) => ({
            id: String(above),
            label: note(upTo),
            cells: [
              <Opens key="count" count={count} label={note(upTo)} onOpen={() => open(String(above))} />,
              figures.share(count / Math.max(1, found.ownSpeed.count), 1),
            ],
          }))}
        />
        <p className={styles.note}>
          {t('ttv.all_gaps', { spread: spreadSaid(found.speed, saying), count: found.speed.count })}
        </p>
      </Fold>
    </PartAnswer>
  );
}

function Frequency({ found, asked, saying }: RhythmProps) {
  const { words, figures } = saying;
  const { t } = words;
  const { frequency } = found;
  const bars = useMemo(
    () => filledBars(frequency.bars, asked.period === 'week' ? 7 : 31),
    [frequency, asked],
  );
  const share = (count: number) => figures.share(count / Math.max(1, frequency.count), 1);
  const { median } = frequency;
  if (!median.known) return <PartAnswer said={t('ttv.frequency_unknown')} />;
  return (
    <PartAnswer
      said={t('ttv.frequency_said', { days: median.value, period: asked.period, count: frequency.count })}
    >
      <Columns
        columns={bars.map(({ value, count }) => ({
          id: String(value),
          label: figures.count(value),
          note: [t('survival.days', { days: value }), share(count)],
          parts: [{ id: 'days', tone: 'plain', value: count / Math.max(1, frequency.count) }],
        }))}
        format={figures.share}
        axis={t('ttv.frequency_axis', { period: asked.period })}
        said={bars
          .map(({ value, count }) =>
            t('shell.pair', { name: t('survival.days', { days: value }), value: `${share(count)}.` }),
          )
          .join(' ')}
        height={280}
      />
      <Fold title={t('ask.table')}>
        <FiguresTable
          caption={t('ttv.frequency', { period: asked.period })}
          heads={[
            t('ttv.frequency_axis', { period: asked.period }),
            t('ttv.frequency_count', { period: asked.period }),
            t('csv.part'),
          ]}
          rows={bars.map(({ value, count }) => ({
            id: String(value),
            label: t('survival.days', { days: value }),
            cells: [figures.count(count), share(count)],
          }))}
        />
      </Fold>
    </PartAnswer>
  );
}

function Duration({ found, saying }: RhythmProps) {
  const { words, figures } = saying;
  const { t } = words;
  const { duration } = found;
  const { lines, columns, labelEvery } = useMemo(() => {
    const curve = {
      id: 'spans',
      name: saying.words.t('ttv.duration'),
      kind: 0,
      steps: duration.steps,
      noteOf: ({ spans }: (typeof duration.steps)[number]) =>
        `, ${saying.words.t('ttv.spans', { count: spans })}`,
    };
    return stairs([curve], axisOf(Math.max(1, longestOf([duration.steps]))), {
      begin: 1,
      written: (value) => saying.figures.decimal(value, 1),
    });
  }, [duration, saying]);
  const sentence = t('ttv.duration_said', { spans: duration.spans, running: duration.running });
  return (
    <PartAnswer said={sentence}>
      <LateCurves
        lines={lines}
        columns={columns}
        axis={t('ttv.duration_axis')}
        percent={figures.share}
        said={sentence}
        height={296}
        labelEvery={labelEvery}
        step
      />
      <Fold title={t('ask.table')}>
        <FiguresTable
          caption={t('ttv.duration')}
          heads={[t('ttv.duration_axis'), t('ttv.unbroken'), t('ttv.spans_head')]}
          rows={readAt(duration.steps).map(({ days, share, spans }) => ({
            id: String(days),
            label: t('survival.days', { days }),
            cells: [figures.share(share, 1), figures.count(spans)],
          }))}
        />
      </Fold>
    </PartAnswer>
  );
}

type SpanStep = RetakingAnswer['duration']['steps'][number];

/** The curve at lengths that people think in. */
const readAt = (steps: readonly SpanStep[]): SpanStep[] =>
  [0, 7, 14, 30, 60, 90, 180, 365].flatMap((days) => {
    const step = steps.findLast((one) => one.days <= days);
    return step && days <= longestOf([steps]) ? [{ ...step, days }] : [];
  });

function Streaks({ found, asked, saying, onOpen }: RhythmProps) {
  const { words, figures } = saying;
  const { t } = words;
  const rows = [
    { which: 'running', count: found.streaks.running },
    { which: 'broken', count: found.streaks.broken },
    { which: 'once', count: found.once },
    { which: 'all', count: found.customers },
  ] as const;
  return (
    <PartAnswer said={t('ttv.streaks_said', { tolerance: asked.tolerance })}>
      <FiguresTable
        caption={t('ttv.streak')}
        heads={[t('ttv.streak'), t('ttv.newcomers'), t('csv.part')]}
        rows={rows.map(({ which, count }) => ({
          id: which,
          label: t(`ttv.streak.${which}`),
          strong: which === 'all',
          cells: [
            <Opens
              key="count"
              count={count}
              label={t(`ttv.streak.${which}`)}
              onOpen={() => onOpen({ of: 'retaking', which })}
            />,
            figures.share(count / found.customers, 1),
          ],
        }))}
      />
    </PartAnswer>
  );
}

function spreadSaid({ median, lowerQuartile, upperQuartile }: Spread, saying: Saying): string {
  if (!median.known || !lowerQuartile.known || !upperQuartile.known) return '–';
  return saying.words.t('ttv.spread', {
    median: lengthSaid(median.value, saying),
    low: saying.figures.decimal(lowerQuartile.value),
    high: saying.figures.decimal(upperQuartile.value),
  });
}
