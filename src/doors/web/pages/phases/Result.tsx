import { IconTimeline } from '@tabler/icons-react';
import type { PhaseBoard, PhaseRow, PhasesAskInput } from '#src/insights/phase-board/index.ts';
import { ask } from '../../ask.ts';
import { PathFlow } from '../../charts/PathFlow.tsx';
import { useSeat } from '../../seat.ts';
import { Definition, Folds, Verdict } from '../../ui/Answered.tsx';
import { FiguresTable, Opens, ShareFigure, Small } from '../../ui/Figure.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PeopleDrawer } from '../../ui/PeopleDrawer.tsx';
import { ends, fivePhases } from '../../ui/phase-names.ts';
import { Teach } from '../../ui/Teach.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './Phases.module.css';
import { readOpen, type Which } from './search.ts';
import { flowOf, moneySaid } from './shape.ts';

export interface ResultProps {
  readonly board: PhaseBoard;
  readonly asked: PhasesAskInput;
  /** Whose people are open, as the address writes it. */
  readonly open: string | undefined;
  readonly onOpen: (open: string | undefined) => void;
}

/** Verdict, the five phases side by side, the ends below, who went where, the same numbers as a table. */
export function Result(props: ResultProps) {
  const { board, open } = props;
  const { t, said } = useWords();
  const which = readOpen(open);
  if (board.total === 0) return <NobodyYet {...props} />;
  const rows = new Map(board.rows.map((row) => [row.phase, row]));
  const shown = ends.flatMap((end) => rows.get(end) ?? []).filter(({ people }) => people > 0);
  return (
    <>
      <Verdict>{said(board.verdict)}</Verdict>
      <ol className={styles.board} aria-label={t('phases.board')}>
        {fivePhases
          .flatMap((phase) => rows.get(phase) ?? [])
          .map((row) => (
            <Cell key={row.phase} row={row} {...props} />
          ))}
      </ol>
      {shown.length > 0 && (
        <ol className={styles.ends} aria-label={t('phases.ends')}>
          {shown.map((row) => (
            <Cell key={row.phase} row={row} {...props} />
          ))}
        </ol>
      )}
      <Without {...props} />
      <Flows {...props} />
      <Panel title={t('phases.table')}>
        <Numbers {...props} />
      </Panel>
      <Folds>
        <Definition of={{ ...board, traitsAt: 'now' }}>
          <p>{t('phases.money_note')}</p>
          <SeasonNote board={board} />
        </Definition>
      </Folds>
      {which && <OpenPeople {...props} which={which} />}
    </>
  );
}

function NobodyYet({ board, onOpen, open, asked }: ResultProps) {
  const { t, said } = useWords();
  const { slug } = useSeat();
  const which = readOpen(open);
  return (
    <>
      <Teach
        icon={<IconTimeline />}
        title={t('phases.nobody_title')}
        action={
          <ButtonLink to="/w/$slug/imports" params={{ slug }} variant="default">
            {t('ask.nothing_import')}
          </ButtonLink>
        }
      >
        {said(board.verdict)} {t('phases.nobody')}
      </Teach>
      {which && <OpenPeople board={board} asked={asked} open={open} onOpen={onOpen} which={which} />}
    </>
  );
}

function Cell({ row, board, onOpen }: ResultProps & { row: PhaseRow }) {
  const { t, said } = useWords();
  const figures = useFigures();
  const { phase, people, share, statuses } = row;
  const name = t(`phases.phase.${phase}`);
  const money = row.monthly.length > 0 ? row.monthly : row.bought;
  return (
    <li className={styles.cell} data-phase={phase}>
      <h3 className={styles.name}>{name}</h3>
      <p className={styles.people}>
        <Opens count={people} label={name} onOpen={() => onOpen(`phase/${phase}`)} />
      </p>
      <p className={styles.share}>{share.known ? figures.share(share.value) : '–'}</p>
      {money.length > 0 && (
        <p className={styles.money}>
          {figures.list(moneySaid(money, figures))}
          <Small>{t(row.monthly.length > 0 ? 'phases.monthly' : 'phases.bought')}</Small>
        </p>
      )}
      {statuses.length > 0 && (
        <ul className={styles.statuses}>
          {statuses.map(({ status, people: some }) => (
            <li key={status} data-status={status}>
              <Opens
                count={some}
                label={`${name}, ${t(`phases.status.${status}`)}`}
                onOpen={() => onOpen(`phase/${phase}/${status}`)}
              >
                {t('shell.pair', { name: t(`phases.status.${status}`), value: figures.count(some) })}
              </Opens>
              {status === 'warning' && board.falseAlarms && <Small>{said(board.falseAlarms)}</Small>}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** Those who came and are in no phase, which the reader should know of. */
function Without({ board, onOpen }: ResultProps) {
  const { rich, t } = useWords();
  if (board.without === 0) return null;
  return (
    <p className={styles.without}>
      {rich('phases.without', {
        people: (
          <Opens count={board.without} label={t('phases.without_label')} onOpen={() => onOpen('without')} />
        ),
      })}
    </p>
  );
}

function Flows({ board, onOpen }: ResultProps) {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const share = (people: number) => figures.share(people / board.total);
  const name = (id: string) => board.rows.find(({ phase }) => phase === id)?.phase ?? 'none';
  return (
    <Panel title={t('phases.flows')}>
      <PathFlow
        flow={flowOf(board, words)}
        backwards={false}
        height={280}
        label={t('phases.flows')}
        written={({ people }) => `${figures.count(people)} · ${share(people)}`}
        nodeSaid={({ name: said, people }) =>
          t('phases.node_said', { name: said, people, share: share(people) })
        }
        edgeSaid={({ from, to, people }) =>
          t('phases.edge_said', {
            from: t(`phases.phase.${name(from)}`),
            to: t(`phases.phase.${name(to)}`),
            people,
          })
        }
        onEdge={({ from, to }) => onOpen(`flow/${from}/${to}`)}
      />
      <FiguresTable
        caption={t('phases.moves')}
        heads={[t('phases.move'), t('phases.people')]}
        rows={board.flows
          .filter(({ from, to }) => from !== to)
          .map(({ from, to, people }) => {
            const label = t('phases.from_to', {
              from: t(`phases.phase.${from ?? 'none'}`),
              to: t(`phases.phase.${to}`),
            });
            return {
              id: `${from}/${to}`,
              label,
              cells: [
                <Opens
                  key="people"
                  count={people}
                  label={label}
                  onOpen={() => onOpen(`flow/${from ?? 'none'}/${to}`)}
                />,
              ],
            };
          })}
      />
    </Panel>
  );
}

function Numbers({ board, onOpen }: ResultProps) {
  const { t } = useWords();
  const figures = useFigures();
  const money = (amounts: PhaseRow['monthly']) =>
    amounts.length === 0 ? '–' : figures.list(moneySaid(amounts, figures));
  return (
    <FiguresTable
      caption={t('phases.table')}
      heads={[
        t('phases.phase'),
        t('phases.people'),
        t('phases.share'),
        t('phases.monthly'),
        t('phases.bought'),
      ]}
      rows={board.rows
        .filter(({ people }) => people > 0)
        .map((row) => ({
          id: row.phase,
          label: t(`phases.phase.${row.phase}`),
          cells: [
            <Opens
              key="people"
              count={row.people}
              label={t(`phases.phase.${row.phase}`)}
              onOpen={() => onOpen(`phase/${row.phase}`)}
            />,
            <ShareFigure key="share" share={row.share} low={row.low} high={row.high} />,
            money(row.monthly),
            money(row.bought),
          ],
        }))}
    />
  );
}

function SeasonNote({ board: { season } }: { board: PhaseBoard }) {
  const { t } = useWords();
  const figures = useFigures();
  if (season === null) return null;
  const day = (date: string) => figures.day(`2001-${date}`, 'tiny');
  return (
    <p>
      {t(season.learned ? 'phases.season_learned' : 'phases.season', {
        from: day(season.from),
        to: day(season.to),
      })}
    </p>
  );
}

function OpenPeople({ asked, board, which, onOpen }: ResultProps & { which: Which }) {
  const { t, said } = useWords();
  const { slug } = useSeat();
  const input = { ask: asked, which };
  const isWarned = which.kind === 'status' && which.status === 'warning';
  const note = which.kind === 'without' ? t('phases.without_note') : undefined;
  return (
    <PeopleDrawer
      title={useTitle(which)}
      of={['phases.people', input]}
      load={(page, signal) => ask(slug, 'phases.people', { ...input, ...page }, signal)}
      from={{ of: 'phases.people', ask: input }}
      unit="customer"
      note={isWarned && board.falseAlarms ? said(board.falseAlarms) : note}
      onClose={() => onOpen(undefined)}
    />
  );
}

function useTitle(which: Which): string {
  const { t } = useWords();
  if (which.kind === 'all') return t('phases.all_label');
  if (which.kind === 'without') return t('phases.without_label');
  if (which.kind === 'status') return t(`phases.status.${which.status}`);
  if (which.kind === 'warned') return t(`phases.warned.${which.outcome}`);
  if (which.kind === 'flow')
    return t('phases.from_to', {
      from: t(`phases.phase.${which.from ?? 'none'}`),
      to: t(`phases.phase.${which.to}`),
    });
  const name = t(`phases.phase.${which.phase}`);
  return which.status === undefined
    ? name
    : t('phases.phase_status', { phase: name, status: t(`phases.status.${which.status}`) });
}
