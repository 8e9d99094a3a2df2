import { Button, SegmentedControl } from '@mantine/core';
import type { Progress } from '#src/insights/aha/index.ts';
import { useSeat } from '../../seat.ts';
import { Answered, useAnswer } from '../../ui/Answered.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PeopleTable } from '../../ui/PeopleTable.tsx';
import styles from './Board.module.css';
import { sharedOf } from './board-search.ts';
import { type Newcomer, progressSaid, standingSo, statuses, wayOf } from './board-shape.ts';
import type { BoardProps } from './props.ts';
import type { Saying } from './shape.ts';

const few = 8;

/** How newcomers stand now: on track, late, lost, there; who they are, and how far. */
export function Newcomers(props: BoardProps) {
  const { moment, search, saying } = props;
  const { t } = saying.words;
  const status = search.status ?? 'late';
  const answer = useAnswer('aha.progress', {
    ...sharedOf(search),
    definition: moment.id,
    status,
    limit: few,
  });
  return (
    <Panel title={t('aha.newcomers')}>
      <Answered answer={answer} height={300}>
        {(progress) => <Shown {...props} progress={progress} />}
      </Answered>
    </Panel>
  );
}

function Shown({ progress, search, saying, onLook }: BoardProps & { progress: Progress }) {
  const { words, figures } = saying;
  const { t } = words;
  const status = search.status ?? 'late';
  const { totals, total, people } = progress;
  const range = { from: figures.day(progress.from, 'short'), to: figures.day(progress.to, 'short') };
  if (totals.started === 0) return <p>{t('aha.no_newcomers', range)}</p>;
  const needed = timesOf(progress);
  return (
    <div className={styles.newcomers}>
      <p>{t('aha.newcomers_said', { started: totals.started, unit: progress.unit, ...range })}</p>
      <Standings totals={totals} saying={saying} />
      <SegmentedControl
        className={styles.choice ?? ''}
        size="sm"
        aria-label={t('aha.standing')}
        value={status}
        data={statuses.map((one) => ({
          value: one,
          label: `${t(`aha.status.${one}`)} · ${figures.count(standingSo(totals, one))}`,
        }))}
        onChange={(next) => onLook({ status: statuses.find((one) => one === next) })}
      />
      {total === 0 ? (
        <p>{t(`aha.nobody_is.${status}`)}</p>
      ) : (
        <PeopleTable
          people={people.slice(0, few).map((person) => ({
            id: person.id,
            known: person.known,
            name: person.name,
            email: person.email,
            opens: person.customer !== null,
            aside: <Way person={person} needed={needed} saying={saying} />,
          }))}
        />
      )}
      {total > 0 && (
        <div>
          <Button size="xs" variant="light" onClick={() => onLook({ open: { of: 'progress', status } })}>
            {t('aha.see_newcomers', { count: total })}
          </Button>
        </div>
      )}
      <p className={styles.faint}>{words.said(progress.words)}</p>
    </div>
  );
}

/** How often it takes, by the version that was answered by. */
export const timesOf = ({ definition, version }: Pick<Progress, 'definition' | 'version'>): number =>
  (definition.versions.find((one) => one.version === version) ?? definition.current).times;

/** One bar of all newcomers by how they stand; the same numbers stand in the choice below it. */
function Standings({ totals, saying: { words, figures } }: { totals: Progress['totals']; saying: Saying }) {
  const shown = statuses.filter((status) => standingSo(totals, status) > 0);
  return (
    <div className={styles.bar} aria-hidden>
      {shown.map((status) => (
        <span
          key={status}
          className={styles.part}
          data-status={status}
          style={{ '--people': String(standingSo(totals, status)) }}
          title={words.t('shell.pair', {
            name: words.t(`aha.status.${status}`),
            value: figures.count(standingSo(totals, status)),
          })}
        />
      ))}
    </div>
  );
}

/** How far somebody is: what is done as a bar, where a steady pace would be as a line across it. */
export function Way({ person, needed, saying }: { person: Newcomer; needed: number; saying: Saying }) {
  const { timezone } = useSeat();
  const { done, pace } = wayOf(person, needed);
  const percent = (share: number) => `${Math.round(share * 100)}%`;
  return (
    <span className={styles.way}>
      <span
        className={styles.track}
        data-status={person.status}
        style={{ '--done': percent(done), '--pace': percent(pace) }}
        aria-hidden
      />
      <span className={styles.wayText}>{progressSaid(person, needed, { timezone, saying })}</span>
    </span>
  );
}
