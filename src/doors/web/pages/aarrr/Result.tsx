import type { Board, BoardAskInput, BoardGroup, Stage } from '#src/insights/aarrr/index.ts';
import { ask } from '../../ask.ts';
import { Whiskers } from '../../charts/Whiskers.tsx';
import { useSeat } from '../../seat.ts';
import { Definition, Folds, Verdict } from '../../ui/Answered.tsx';
import { cents } from '../../ui/cents.ts';
import { FiguresTable, Known, Opens, ShareFigure } from '../../ui/Figure.tsx';
import { Part } from '../../ui/Parts.tsx';
import { PeopleDrawer } from '../../ui/PeopleDrawer.tsx';
import { Sides } from '../../ui/Sides.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { waysOf } from '../../ui/ways.ts';
import { NotesBelow } from '../notes/NotesBelow.tsx';
import { Chart } from './Chart.tsx';
import { type Opened, whichOnes } from './search.ts';
import { groupKey, groupName, headsOf, mostDrawn, type Saying, whiskersOf } from './shape.ts';

interface ResultProps {
  readonly board: Board;
  readonly asked: BoardAskInput;
  readonly saying: Saying;
  readonly open: Opened | undefined;
  readonly onOpen: (open: Opened | undefined) => void;
}

/** Verdict, the stages as bars, the numbers, how the groups differ in activation; the people of each figure. */
export function Result(props: ResultProps) {
  const { board, saying, open, onOpen } = props;
  const { t, said } = saying.words;
  const whiskers = whiskersOf(board, saying);
  if (board.total.customers === 0) return <Teach title={t('aarrr.nobody_title')}>{t('aarrr.nobody')}</Teach>;
  const groups = [board.total, ...board.groups];
  return (
    <>
      <Verdict>{said(board.verdict)}</Verdict>
      <Sides
        stacked
        chartTitle={t('aarrr.chart')}
        chart={
          <>
            <Chart
              board={board}
              saying={saying}
              onOpen={(stage, group) => onOpen({ stage, which: 'reached', group })}
            />
            <p>{t('aarrr.chart_note', { unit: board.unit })}</p>
            {board.groups.length > mostDrawn && <p>{t('aarrr.chart_some')}</p>}
            {props.asked.apart?.by === 'period' && <NotesBelow from={props.asked.from} to={props.asked.to} />}
          </>
        }
        tableTitle={t('aarrr.table')}
        table={<Numbers {...props} groups={groups} />}
      />
      {whiskers.length > 0 && (
        <Part
          title={t('shell.pair', {
            name: t('aarrr.stage.activation'),
            value: t('aarrr.differences').toLowerCase(),
          })}
        >
          <Whiskers rows={whiskers} format={saying.figures.points} />
        </Part>
      )}
      <Folds>
        <Definition of={board}>
          {board.worthDays !== null && (
            <p>{t('aarrr.worth_note', { acquisition: t('shell.acquisition') })}</p>
          )}
          <p>{board.matters === null ? t('aarrr.no_matters') : said(board.matters.words)}</p>
          {board.groups.map(
            ({ group, words }) =>
              words && (
                <p key={groupKey(group)}>
                  {groupName(group, saying)} : {said(words)}
                </p>
              ),
          )}
        </Definition>
      </Folds>
      {open && <OpenPeople {...props} open={open} />}
    </>
  );
}

function Numbers({ board, saying, groups, onOpen }: ResultProps & { groups: readonly BoardGroup[] }) {
  const { words, figures } = saying;
  const { t } = words;
  const opens = (group: BoardGroup, stage: Stage['stage'], count: number) => (
    <Opens
      key={`${stage}/count`}
      count={count}
      label={`${groupName(group.group, saying)}, ${t(`aarrr.stage.${stage}`)}`}
      onOpen={() => onOpen({ stage, which: 'reached', group: group.group })}
    />
  );
  const cellsOf = (group: BoardGroup) => [
    opens(group, 'acquisition', group.customers),
    ...group.stages
      .filter(({ stage }) => stage !== 'acquisition')
      .flatMap((one) => [
        opens(group, one.stage, one.reached.hits),
        <ShareFigure
          key={one.stage}
          {...one.reached}
          aside={[
            ...(one.open > 0 ? [t('aarrr.open', { count: figures.count(one.open) })] : []),
            ...(one.against ? [`p ${figures.decimal(one.against.correctedP, 3)}`] : []),
          ].join(', ')}
        />,
      ]),
    ...(board.worthDays !== null ? [<Worth key="worth" group={group} board={board} saying={saying} />] : []),
  ];
  return (
    <FiguresTable
      caption={t('ask.table')}
      heads={headsOf(board, saying)}
      rows={groups.map((group) => ({
        id: groupKey(group.group),
        label: groupName(group.group, saying),
        aside: group.weak ? t('aarrr.weak') : undefined,
        strong: group.group.kind === 'all',
        running: group.stages.some(({ state }) => state === 'running'),
        cells: cellsOf(group),
      }))}
    />
  );
}

function Worth({ group, board, saying }: { group: BoardGroup; board: Board; saying: Saying }) {
  const worth = group.stages.find(({ stage }) => stage === 'revenue')?.worth;
  if (!worth) return '–';
  return (
    <Known figure={worth.perCustomer}>{(amount) => cents(amount, board.currency, saying.figures)}</Known>
  );
}

function OpenPeople({ board, asked, saying, open, onOpen }: ResultProps & { open: Opened }) {
  const { t } = saying.words;
  const { slug } = useSeat();
  const input = { ask: asked, ...open };
  const which = open.which ?? 'reached';
  const group = { kind: open.group?.kind ?? ('all' as const), value: open.group?.value ?? null };
  return (
    <PeopleDrawer
      title={`${groupName(group, saying)}, ${t(`aarrr.stage.${open.stage}`).toLowerCase()}`}
      of={['aarrr.people', input]}
      load={(page, signal) => ask(slug, 'aarrr.people', { ...input, ...page }, signal)}
      from={{ of: 'aarrr.people', ask: input }}
      unit={board.unit}
      ways={waysOf(open.stage === 'acquisition' ? (['reached'] as const) : whichOnes, which, {
        label: (one) => t(`aarrr.which.${one}`),
        choose: (one) => onOpen({ ...open, which: one }),
      })}
      onClose={() => onOpen(undefined)}
    />
  );
}
