import type { Board, Rate } from '#src/insights/aha/index.ts';
import { Whiskers } from '../../charts/Whiskers.tsx';
import { Answered, useAnswer } from '../../ui/Answered.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Sides } from '../../ui/Sides.tsx';
import { sharedOf } from './board-search.ts';
import { type Channel, channelWhiskers, weakestFirst } from './board-shape.ts';
import type { BoardProps } from './props.ts';
import { RateTable } from './RateTable.tsx';

interface ChannelsProps extends BoardProps {
  readonly board: Board;
  readonly channel: Channel | null;
}

/** How many reach it by channel, the weakest first: each held against all others. */
export function Channels(props: ChannelsProps) {
  const { channel, saying } = props;
  const { t } = saying.words;
  if (channel === null)
    return (
      <Panel title={t('aha.channels')}>
        <p>{t('aha.no_channel')}</p>
      </Panel>
    );
  return <ByChannel {...props} channel={channel} />;
}

function ByChannel(props: ChannelsProps & { channel: Channel }) {
  const { moment, board, channel, search } = props;
  const answer = useAnswer('aha.rate', {
    ...sharedOf(search),
    definition: moment.id,
    from: board.from,
    to: board.to,
    apart: channel,
  });
  return (
    <Answered answer={answer} height={280}>
      {(rate) => <Shown {...props} rate={rate} />}
    </Answered>
  );
}

function Shown(props: ChannelsProps & { rate: Rate; channel: Channel }) {
  const { rate, channel, saying } = props;
  const { t } = saying.words;
  const title = t('aha.channels_by', { name: channel.name });
  const rows = channelWhiskers(rate.groups, saying);
  return (
    <Sides
      chartTitle={t('aha.channels_against')}
      chart={
        rows.length === 0 ? (
          <p>{t('aha.channels_few')}</p>
        ) : (
          <Whiskers rows={rows} format={saying.figures.points} />
        )
      }
      tableTitle={title}
      table={
        <RateTable
          {...props}
          caption={title}
          first={channel.name}
          of="channel"
          rows={weakestFirst(rate.groups)}
        />
      }
    />
  );
}
