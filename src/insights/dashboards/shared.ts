import { z } from 'zod';
import type { Actor } from '#src/access/index.ts';
import { pinnable } from './answers.ts';
import type { OpenLink } from './links.ts';
import { dashboardNamed, type Reading } from './stored.ts';
import { type Tile, Width } from './tiles.ts';

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
    .describe('What answers it; null for a text, and where the question is gone'),
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
      tile.kind === 'question' && tile.asks && pinnable.includes(tile.asks.operation)
        ? [[tile.id, tile.asks] as const]
        : [],
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
    return { id, kind, width, title: tile.title, text: tile.text, operation: null, ask: null };
  const { title, name, asks } = tile;
  return {
    id,
    kind,
    width,
    title: title ?? name,
    text: null,
    operation: asks?.operation ?? null,
    ask: asks === null ? null : withoutConditions(asks.ask),
  };
}

const conditions: readonly string[] = ['people', 'where'];

/** A question without whom and what it narrows itself to: their values may name somebody. */
export function withoutConditions(ask: unknown): unknown {
  if (Array.isArray(ask)) return ask.map(withoutConditions);
  if (typeof ask !== 'object' || ask === null) return ask;
  return Object.fromEntries(
    Object.entries(ask).flatMap(([name, held]) =>
      conditions.includes(name) ? [] : [[name, withoutConditions(held)]],
    ),
  );
}
