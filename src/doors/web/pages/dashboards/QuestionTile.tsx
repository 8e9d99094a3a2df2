import { ActionIcon } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Tile } from '#src/insights/dashboards/index.ts';
import { useSeat } from '../../seat.ts';
import { TextLink } from '../../ui/links.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { keptLink } from '../today/kept.ts';
import { pinned } from './board.ts';
import { TileAnswer, TileFrame } from './TileFrame.tsx';
import styles from './Tiles.module.css';

interface QuestionTileProps {
  readonly tile: Extract<Tile, { kind: 'question' }>;
  readonly tools: ReactNode;
}

/** A kept question with its answer of now, and the way to the whole of it. */
export function QuestionTile({ tile, tools }: QuestionTileProps) {
  const { t } = useWords();
  const title = tile.title ?? tile.name;
  if (tile.asks !== null) return <Answered tile={tile} asks={tile.asks} title={title} tools={tools} />;
  return (
    <TileFrame title={title} tools={tools}>
      <p className={styles.gone}>{t('dashboards.question_gone', { name: tile.name })}</p>
    </TileFrame>
  );
}

interface AnsweredProps extends QuestionTileProps {
  readonly asks: NonNullable<QuestionTileProps['tile']['asks']>;
  readonly title: string;
}

function Answered({ tile, asks: { operation, ask }, title, tools }: AnsweredProps) {
  const { t } = useWords();
  const figures = useFigures();
  const { slug, timezone } = useSeat();
  const query = useQuery(pinned(slug, operation, ask));
  const link = keptLink(slug, operation, ask, tile.question);
  const read = query.dataUpdatedAt === 0 ? null : new Date(query.dataUpdatedAt).toISOString();
  return (
    <TileFrame
      title={title}
      tools={
        <>
          <ActionIcon
            aria-label={t('dashboards.tile_refresh', { name: title })}
            loading={query.isFetching && query.data !== undefined}
            onClick={() => query.refetch()}
          >
            <IconRefresh size={16} />
          </ActionIcon>
          {tools}
        </>
      }
      foot={
        <>
          {link && <TextLink {...link}>{t('dashboards.whole_question')}</TextLink>}
          {read && <span>{t('dashboards.read_at', { time: figures.time(read, timezone) })}</span>}
        </>
      }
    >
      <TileAnswer operation={operation} asked={ask} query={query} />
    </TileFrame>
  );
}
