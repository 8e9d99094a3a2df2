import { z } from 'zod';
import type { Actor } from '#src/access/index.ts';
import { pinnable } from '#src/insights/questions/index.ts';
import type { OpenLink } from './links.ts';
import { namesPeople } from './personal.ts';
import { dashboardNamed, type Reading } from './stored.ts';
import { type Tile, Width } from './tiles.ts';
import { withoutConditions } from './told-by-link.ts';

/** A tile as the reader of a link is told of it. */
const SharedTile = z.object({
  id: z.string(),
  kind: z.enum(['question', 'text']),
  title: z.string().nullable(),
  text: z.string().nullable(),
  width: Width,
  operation: z
    .string()
    .nullable()
    .describe('What answers it; null for a text, where the question is gone, and where it is withheld'),
  withheld: z.boolean().describe('True where the answer would name people, so that no link shows it'),
  ask: z.unknown().describe('What is needed to draw the answer: without conditions, which may name people'),
});

/** A dashboard as the reader of a link is told of it. */
export const SharedDashboard = z.object({
  title: z.string(),
  tiles: z.array(SharedTile),
  expiresAt: z.iso.datetime().nullable(),
});

/** What a link opens: its dashboard in words, and what it may ask, by tile. */
export interface Shared {
  readonly dashboard: z.output<typeof SharedDashboard>;
  readonly pinned: ReadonlyMap<string, { readonly operation: string; readonly ask: unknown }>;
}

/** What a link opens, as it stands now. */
export async function sharedBy(link: OpenLink, reading: Reading): Promise<Shared> {
  const { title, tiles } = await dashboardNamed(reading, link.dashboard);
  const pinned = new Map(
    tiles.flatMap((tile) =>
      // Looked at again: a question may have become another one since it was pinned.
      tile.kind === 'question' && tile.asks && !isWithheld(tile.asks) ? [[tile.id, tile.asks] as const] : [],
    ),
  );
  return {
    dashboard: { title, tiles: tiles.map(toldOf), expiresAt: link.expiresAt },
    pinned,
  };
}

/** The reader of a link: may be answered what is pinned there and nothing else. */
export const readerOf = (
  link: OpenLink,
  { pinned }: Shared,
  from: Pick<Actor, 'language'> & { readonly address: string },
): Actor => ({
  kind: 'link',
  id: link.id,
  permissions: new Set(['insights:read']),
  only: [...pinned.values()],
  ...from,
});

function toldOf(tile: Tile): z.output<typeof SharedTile> {
  const { id, kind, width } = tile;
  if (tile.kind === 'text')
    return {
      id,
      kind,
      width,
      title: tile.title,
      text: tile.text,
      operation: null,
      withheld: false,
      ask: null,
    };
  const { title, name, asks } = tile;
  const withheld = asks !== null && isWithheld(asks);
  return {
    id,
    kind,
    width,
    title: title ?? name,
    text: null,
    operation: withheld ? null : (asks?.operation ?? null),
    withheld,
    ask: asks === null || withheld ? null : withoutConditions(asks.ask),
  };
}

/** True where the answer is none of counts alone, or tells people apart by what names them. */
const isWithheld = ({ operation, ask }: { operation: string; ask: unknown }): boolean =>
  !pinnable.includes(operation) || namesPeople(ask);
