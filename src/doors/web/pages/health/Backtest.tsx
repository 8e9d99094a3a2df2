import { Button, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { Alarm, BacktestAnswer } from '#src/insights/health-backtest/index.ts';
import { Answered, Definition, Fold, useAnswer } from '../../ui/Answered.tsx';
import { FiguresTable, Opens, ShareFigure } from '../../ui/Figure.tsx';
import { PartAnswer } from '../../ui/Parts.tsx';
import styles from './Board.module.css';
import type { Saying } from './saying.ts';
import type { HealthAsked } from './search.ts';

interface BacktestProps {
  readonly asked: HealthAsked;
  readonly saying: Saying;
  readonly onOpen: (open: string) => void;
}

/** Whether red came before leaving: asked by a button, as it judges everyone who left and stayed. */
export function Backtest({ asked, saying, onOpen }: BacktestProps) {
  const { t } = saying.words;
  const [days, setDays] = useState(60);
  const [running, setRunning] = useState<number | null>(null);
  return (
    <Fold title={t('health.backtest')}>
      <p>{t('health.backtest_lead')}</p>
      <div className={styles.tools}>
        <NumberInput
          label={t('health.backtest_days')}
          min={1}
          max={365}
          allowDecimal={false}
          value={days}
          onChange={(next) => typeof next === 'number' && next >= 1 && setDays(next)}
        />
        <Button variant="default" onClick={() => setRunning(days)}>
          {t('health.backtest_run')}
        </Button>
      </div>
      {running !== null && <Found asked={asked} days={running} saying={saying} onOpen={onOpen} />}
    </Fold>
  );
}

function Found({ asked, days, saying, onOpen }: BacktestProps & { readonly days: number }) {
  const { among: _, ...frame } = asked;
  const answer = useAnswer('health.backtest', { ...frame, days });
  return (
    <Answered answer={answer} height={240}>
      {(found) => (
        <PartAnswer said={saying.words.said(found.verdict)}>
          <Alarms found={found} days={days} saying={saying} onOpen={onOpen} />
          <Definition of={found} />
        </PartAnswer>
      )}
    </Answered>
  );
}

function Alarms({
  found,
  days,
  saying,
  onOpen,
}: Pick<BacktestProps, 'saying' | 'onOpen'> & { readonly found: BacktestAnswer; readonly days: number }) {
  const { words, figures } = saying;
  const { t } = words;
  const opened = (name: 'any' | 'overall') => (group: 'leavers' | 'stayers') =>
    onOpen(`backtest/${name}/${group}/red/${days}`);
  const rows = [
    { id: 'any', label: t('health.alarm.any'), alarm: found.any, open: opened('any') },
    { id: 'overall', label: t('health.alarm.overall'), alarm: found.overall, open: opened('overall') },
    ...(found.recency === null
      ? []
      : [
          {
            id: 'recency',
            label: t('health.alarm.recency', { days: figures.count(Math.floor(found.recency.days)) }),
            alarm: found.recency.alarm,
            open: undefined,
          },
        ]),
  ];
  return (
    <FiguresTable
      caption={t('health.backtest')}
      heads={[
        t('health.alarm'),
        t('health.leavers_red'),
        t('health.stayers_red'),
        t('health.alarm_right'),
        t('health.base_rate'),
      ]}
      rows={rows.map(({ id, label, alarm, open }) => ({
        id,
        label,
        cells: [
          ...(['leavers', 'stayers'] as const).map((group) => (
            <GroupFigure
              key={group}
              group={alarm[group]}
              label={`${label}, ${t(group === 'leavers' ? 'health.leavers_red' : 'health.stayers_red')}`}
              saying={saying}
              onOpen={open && (() => open(group))}
            />
          )),
          <ShareFigure key="right" {...alarm.right} />,
          <ShareFigure key="base" {...alarm.baseRate} />,
        ],
      }))}
    />
  );
}

/** So many of so many, the share with its interval, and how many were not known. */
function GroupFigure({ group, label, saying, onOpen }: GroupFigureProps) {
  const { words, figures } = saying;
  const { t } = words;
  const { share, low, high, red, judged, unknown } = group;
  return (
    <>
      <Opens count={red} label={label} onOpen={onOpen}>
        {t('health.of', { red: figures.count(red), judged: figures.count(judged) })}
      </Opens>{' '}
      <ShareFigure
        share={share}
        low={low}
        high={high}
        aside={unknown > 0 ? t('health.unknown_then', { count: unknown }) : undefined}
      />
    </>
  );
}

interface GroupFigureProps {
  readonly group: Alarm['leavers'];
  readonly label: string;
  readonly saying: Saying;
  readonly onOpen: (() => void) | undefined;
}
