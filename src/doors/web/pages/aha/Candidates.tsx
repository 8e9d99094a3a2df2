import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { Candidate } from '#src/insights/aha/index.ts';
import { Whiskers } from '../../charts/Whiskers.tsx';
import figure from '../../ui/Figure.module.css';
import { FiguresTable, Known, Opens, ShareFigure } from '../../ui/Figure.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { pSaid } from '../../ui/p-value.ts';
import { eventWords } from '../../words/events.ts';
import type { LookProps } from './props.ts';
import styles from './Result.module.css';
import { candidateWhiskers, flat, liftSaid, pOf, shownOf } from './shape.ts';

/** The best count of each event, the most telling first: as whiskers, then in figures. */
export function Candidates(props: LookProps) {
  const { found, saying } = props;
  const { words, figures } = saying;
  const { t } = words;
  const [all, setAll] = useState(false);
  const most = all ? found.candidates.length : 8;
  const rows = useMemo(
    () => candidateWhiskers(found.candidates, most, { words, figures }),
    [found.candidates, most, words, figures],
  );
  return (
    <Panel title={t('aha.candidates')}>
      <div className={styles.whiskers}>
        <Whiskers rows={rows} format={figures.points} />
      </div>
      <p className={styles.note}>{t('aha.candidates_note')}</p>
      <Numbers {...props} shown={found.candidates.slice(0, most)} />
      {found.candidates.length > most && (
        <div>
          <Button size="xs" variant="default" onClick={() => setAll(true)}>
            {t('aha.all_candidates', { count: found.candidates.length })}
          </Button>
        </div>
      )}
    </Panel>
  );
}

function Numbers(props: LookProps & { shown: readonly Candidate[] }) {
  const { shown, saying } = props;
  const { t } = saying.words;
  return (
    <FiguresTable
      caption={t('aha.candidates')}
      heads={[
        t('aha.event'),
        t('aha.verdict'),
        t('aha.count'),
        t('aha.window'),
        t('aha.people_above_short'),
        t('aha.stayed_above_short'),
        t('aha.stayed_below_short'),
        t('aha.lift'),
        t('aha.sensitivity'),
        t('aha.specificity'),
        t('aha.mcc'),
        t('aha.p'),
      ]}
      rows={shown.map((one) => ({
        id: one.event,
        strong: one.event === props.chosen.event,
        label: <Name {...props} one={one} />,
        cells: cellsOf(one, props),
      }))}
    />
  );
}

/** An event that is looked at by a click. */
function Name({ one, saying: { words }, onLook }: LookProps & { one: Candidate }) {
  const name = eventWords(words, one.event, 'name');
  return (
    <button
      type="button"
      className={`${figure.opens} ${styles.name}`}
      aria-label={words.t('aha.look_at', { event: name })}
      onClick={() => {
        onLook({ pick: { event: one.event, count: one.count, window: one.window } });
        document.getElementById('content')?.scrollTo({ top: 0 });
        scrollTo({ top: 0 });
      }}
    >
      {name}
    </button>
  );
}

function cellsOf(one: Candidate, { saying, onOpen }: LookProps) {
  const { words, figures } = saying;
  const { t } = words;
  const told = shownOf(one);
  const half = one.confirmation === null ? ('discovery' as const) : ('confirmation' as const);
  const { ratio, range } = liftSaid(told, saying);
  return [
    <span key="verdict" className={styles.verdict} data-verdict={one.verdict}>
      {t(`aha.verdict.${one.verdict}`)}
    </span>,
    figures.count(one.count),
    t('aha.days', { days: one.window }),
    <Opens
      key="people"
      count={told.above.total}
      label={`${one.event}, ${t('aha.people_above')}`}
      onOpen={() => onOpen({ event: one.event, count: one.count, window: one.window, side: 'above', half })}
    />,
    <ShareFigure key="above" {...flat(told.stayedAbove)} />,
    <ShareFigure key="below" {...flat(told.stayedBelow)} />,
    <span key="lift">
      {ratio}
      {range && <small className={figure.small}>{range}</small>}
    </span>,
    <ShareFigure key="sensitivity" {...flat(told.sensitivity)} />,
    <ShareFigure key="specificity" {...flat(told.specificity)} />,
    told.mcc.known ? (
      figures.decimal(told.mcc.value.value, 2)
    ) : (
      <Known key="mcc" figure={told.mcc}>
        {() => null}
      </Known>
    ),
    <Known key="p" figure={pOf(one)}>
      {(p) => pSaid(p, figures.decimal)}
    </Known>,
  ];
}
