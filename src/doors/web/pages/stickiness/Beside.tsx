import { useMemo } from 'react';
import type { z } from 'zod';
import type { Ratios, Sessions, Share } from '#src/insights/stickiness/index.ts';
import { Columns } from '../../charts/Columns.tsx';
import type { CurveLine } from '../../charts/curve-option.ts';
import { LateCurves } from '../../charts/LateCurves.tsx';
import { Answered, Definition, Fold, useAnswer } from '../../ui/Answered.tsx';
import { CompareLink } from '../../ui/CompareLink.tsx';
import { periodLabel } from '../../ui/dates.ts';
import { FiguresTable, Known, Opens, ShareFigure, type Told } from '../../ui/Figure.tsx';
import { Part, PartAnswer, Parts } from '../../ui/Parts.tsx';
import { NotesBelow } from '../notes/NotesBelow.tsx';
import { useMarks } from '../notes/useMarks.ts';
import type { Saying } from './saying.ts';
import { besideOf, type StickinessAsked } from './search.ts';

interface BesideProps {
  readonly asked: StickinessAsked;
  readonly saying: Saying;
  readonly onOpen: (open: string) => void;
}

/** The same people and dates, read three other ways: daily of monthly, active of known, sessions. */
export function Beside(props: BesideProps) {
  const questions = besideOf(props.asked);
  const { t } = props.saying.words;
  const ratios = useAnswer('stickiness.ratios', questions.ratios);
  const share = useAnswer('stickiness.share', questions.share);
  const sessions = useAnswer('stickiness.sessions', questions.sessions);
  return (
    <>
      <Parts>
        <Part
          title={t('stickiness.ratios')}
          aside={<CompareLink small operation="stickiness.ratios" asked={questions.ratios} />}
        >
          <Answered answer={ratios} height={320}>
            {(found) => <RatiosView {...props} found={found} />}
          </Answered>
        </Part>
        <Part title={t('stickiness.sessions')}>
          <Answered answer={sessions} height={320}>
            {(found) => <SessionsView {...props} found={found} />}
          </Answered>
        </Part>
        <Part
          title={t('stickiness.share')}
          aside={<CompareLink small operation="stickiness.share" asked={questions.share} />}
        >
          <Answered answer={share} height={320}>
            {(found) => <ShareView {...props} found={found} />}
          </Answered>
        </Part>
      </Parts>
      <NotesBelow from={props.asked.from} to={props.asked.to} />
    </>
  );
}

const ratioNames = ['dailyOfWeekly', 'dailyOfMonthly', 'weeklyOfMonthly'] as const;
const spans = ['daily', 'weekly', 'monthly'] as const;

function RatiosView({ found, saying, onOpen }: BesideProps & { found: z.output<typeof Ratios> }) {
  const { words, figures } = saying;
  const { t, said } = words;
  const days = useMemo(() => found.rows.map(({ day }) => ({ period: day })), [found]);
  const marks = useMarks(days, 'day');
  const lines = ratioNames.map(
    (name, kind): CurveLine => ({
      id: name,
      name: t(`stickiness.${name}`),
      kind,
      points: found.rows.map((row) => ({
        share: row[name].known ? row[name].value : null,
        low: null,
        high: null,
        running: row.state === 'running',
        note: row.state === 'running' ? `, ${t('ask.running')}` : '',
      })),
    }),
  );
  return (
    <PartAnswer said={said(found.verdict)}>
      <LateCurves
        height={280}
        lines={lines}
        columns={found.rows.map(({ day }) => figures.day(day, 'tiny'))}
        axis={t('stickiness.day')}
        percent={figures.share}
        said={said(found.verdict)}
        marks={marks}
      />
      <Fold title={t('ask.table')}>
        <FiguresTable
          caption={t('stickiness.ratios')}
          heads={[
            t('stickiness.day'),
            ...spans.map((span) => t(`stickiness.span.${span}`)),
            ...ratioNames.map((name) => t(`stickiness.${name}`)),
          ]}
          rows={found.rows.toReversed().map((row) => ({
            id: row.day,
            label: figures.day(row.day, 'short'),
            running: row.state === 'running',
            aside: row.state === 'running' ? t('ask.running') : undefined,
            cells: [
              ...spans.map((span) => (
                <Opens
                  key={span}
                  count={row[span]}
                  label={`${figures.day(row.day)}, ${t(`stickiness.span.${span}`)}`}
                  onOpen={() => onOpen(`ratio/${row.day}/${span}`)}
                />
              )),
              ...ratioNames.map((name) => <RatioFigure key={name} figure={row[name]} saying={saying} />),
            ],
          }))}
        />
      </Fold>
      <Definition of={found} />
    </PartAnswer>
  );
}

const RatioFigure = ({ figure, saying: { figures } }: { figure: Told; saying: Saying }) => (
  <Known figure={figure}>{(value) => figures.share(value, 1)}</Known>
);

function SessionsView({ found, asked, saying, onOpen }: BesideProps & { found: z.output<typeof Sessions> }) {
  const { words, figures } = saying;
  const { t, said } = words;
  const { period } = besideOf(asked).sessions;
  const marks = useMarks(found.rows, period);
  const name = (first: string) => periodLabel(first, period, words, figures);
  const value = ({ perCustomer }: (typeof found.rows)[number]) => (perCustomer.known ? perCustomer.value : 0);
  return (
    <PartAnswer said={said(found.verdict)}>
      <Columns
        columns={found.rows.map((row) => ({
          id: row.period,
          label: figures.day(row.period, period === 'month' ? 'tiny-month' : 'tiny'),
          running: row.state === 'running',
          note: [
            name(row.period),
            t('shell.pair', { name: t('stickiness.per_customer'), value: figures.decimal(value(row), 2) }),
            t('shell.pair', { name: t('stickiness.sessions_count'), value: figures.count(row.sessions) }),
          ],
          parts: [{ id: 'sessions', tone: 'plain', value: value(row) }],
        }))}
        format={(tick) => figures.decimal(tick, 1)}
        axis={t('stickiness.per_customer')}
        said={said(found.verdict)}
        height={280}
        marks={marks}
        onOpen={(first) => onOpen(`sessions/${first}`)}
      />
      <Fold title={t('ask.table')}>
        <FiguresTable
          caption={t('stickiness.sessions')}
          heads={[
            t('lifecycle.period'),
            t('lifecycle.active'),
            t('stickiness.sessions_count'),
            t('stickiness.per_customer'),
          ]}
          rows={found.rows.toReversed().map((row) => ({
            id: row.period,
            label: name(row.period),
            running: row.state === 'running',
            aside: row.state === 'running' ? t('ask.running') : undefined,
            cells: [
              <Opens
                key="customers"
                count={row.customers}
                label={`${name(row.period)}, ${t('lifecycle.active')}`}
                onOpen={() => onOpen(`sessions/${row.period}`)}
              />,
              figures.count(row.sessions),
              <Known key="per" figure={row.perCustomer}>
                {(mean) => figures.decimal(mean, 2)}
              </Known>,
            ],
          }))}
        />
      </Fold>
      <Definition of={found} />
    </PartAnswer>
  );
}

function ShareView({ found, asked, saying, onOpen }: BesideProps & { found: z.output<typeof Share> }) {
  const { words, figures } = saying;
  const { t, said } = words;
  const { period } = besideOf(asked).share;
  const marks = useMarks(found.rows, period);
  const name = (first: string) => periodLabel(first, period, words, figures);
  const line: CurveLine = {
    id: 'share',
    name: t('stickiness.share'),
    kind: 0,
    points: found.rows.map(({ state, share, low, high }) => ({
      share: share.known ? share.value : null,
      low: state === 'running' ? null : low,
      high: state === 'running' ? null : high,
      running: state === 'running',
      note: state === 'running' ? `, ${t('ask.running')}` : '',
    })),
  };
  return (
    <PartAnswer said={said(found.verdict)}>
      <LateCurves
        height={280}
        lines={[line]}
        columns={found.rows.map((row) => figures.day(row.period, period === 'month' ? 'tiny-month' : 'tiny'))}
        axis={t('lifecycle.period')}
        percent={figures.share}
        said={said(found.verdict)}
        marks={marks}
      />
      <Fold title={t('ask.table')}>
        <FiguresTable
          caption={t('stickiness.share')}
          heads={[
            t('lifecycle.period'),
            t('stickiness.which.active'),
            t('stickiness.which.known'),
            t('stickiness.which.inactive'),
            t('csv.part'),
          ]}
          rows={found.rows.toReversed().map((row) => {
            const opens = (which: 'active' | 'known' | 'inactive', count: number) => (
              <Opens
                key={which}
                count={count}
                label={`${name(row.period)}, ${t(`stickiness.which.${which}`)}`}
                onOpen={() => onOpen(`share/${row.period}/${which}`)}
              />
            );
            return {
              id: row.period,
              label: name(row.period),
              running: row.state === 'running',
              aside: row.state === 'running' ? t('ask.running') : undefined,
              cells: [
                opens('active', row.active),
                opens('known', row.known),
                opens('inactive', row.known - row.active),
                <ShareFigure key="share" share={row.share} low={row.low} high={row.high} />,
              ],
            };
          })}
        />
      </Fold>
      <Definition of={found} />
    </PartAnswer>
  );
}
