import type { Board } from '#src/insights/aha/index.ts';
import { ask } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { PeopleDrawer } from '../../ui/PeopleDrawer.tsx';
import { type BoardOpen, sharedOf } from './board-search.ts';
import { type Channel, groupSaid, statuses } from './board-shape.ts';
import { timesOf, Way } from './Newcomers.tsx';
import type { BoardProps } from './props.ts';

interface BoardPeopleProps extends BoardProps {
  readonly board: Board | undefined;
  readonly channel: Channel | null;
}

/** The people behind one number of the board. */
export function BoardPeople(props: BoardPeopleProps) {
  const { open } = props.search;
  if (open === undefined || props.board === undefined) return null;
  return open.of === 'progress' ? (
    <Standing {...props} board={props.board} open={open} />
  ) : (
    <Rated {...props} board={props.board} open={open} />
  );
}

type Known<Of extends BoardOpen['of']> = BoardPeopleProps & {
  readonly board: Board;
  readonly open: Extract<BoardOpen, { of: Of }>;
};

function Standing({ moment, search, board, open, saying, onLook }: Known<'progress'>) {
  const { t } = saying.words;
  const { slug } = useSeat();
  const input = { ...sharedOf(search), definition: moment.id, status: open.status };
  return (
    <PeopleDrawer
      title={`${moment.name}, ${t(`aha.status.${open.status}`).toLowerCase()}`}
      of={['aha.progress', input]}
      load={(page, signal) => ask(slug, 'aha.progress', { ...input, ...page }, signal)}
      from={{ of: 'aha.progress', ask: input }}
      unit={board.unit}
      ways={{
        value: open.status,
        data: statuses.map((status) => ({ value: status, label: t(`aha.status.${status}`) })),
        onChange: (next) =>
          onLook({
            open: { of: 'progress', status: statuses.find((status) => status === next) ?? open.status },
          }),
      }}
      aside={(person) => <Way person={person} needed={timesOf(board)} saying={saying} />}
      note={open.status === 'late' ? t('aha.experiment_late') : undefined}
      onClose={() => onLook({ open: undefined })}
    />
  );
}

const whiches = ['started', 'reached', 'not_reached', 'open'] as const;

function Rated({ moment, search, board, channel, open, saying, onLook }: Known<'week' | 'channel'>) {
  const { t } = saying.words;
  const { slug } = useSeat();
  if (open.of === 'channel' && channel === null) return null;
  const { kind, value, which } = open;
  const input = {
    ask: {
      ...sharedOf(search),
      definition: moment.id,
      from: board.from,
      to: board.to,
      apart:
        open.of === 'channel' && channel !== null ? channel : ({ by: 'period', period: 'week' } as const),
    },
    group: { kind, value },
    which,
  };
  return (
    <PeopleDrawer
      title={`${groupSaid({ group: { kind, value } }, saying)}, ${t(`aha.which.${which}`)}`}
      of={['aha.rate-people', input]}
      load={(page, signal) => ask(slug, 'aha.rate-people', { ...input, ...page }, signal)}
      from={{ of: 'aha.rate-people', ask: input }}
      unit={board.unit}
      ways={{
        value: which,
        data: whiches.map((one) => ({ value: one, label: t(`aha.which_short.${one}`) })),
        onChange: (next) =>
          onLook({ open: { ...open, which: whiches.find((one) => one === next) ?? which } }),
      }}
      onClose={() => onLook({ open: undefined })}
    />
  );
}
