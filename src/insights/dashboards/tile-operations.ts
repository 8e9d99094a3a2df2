import { z } from 'zod';
import { type Context, operation } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { newId } from '#src/basics/ids.ts';
import { keptQuestions, pinnable, requireAnswerable } from '#src/insights/questions/index.ts';
import { asksOfPresent } from './moving.ts';
import { changeTiles, Dashboard, dashboardNamed, keptOn } from './stored.ts';
import { KeptTile, TileChange, TileWish } from './tiles.ts';

const id = z.string().min(1).max(40);
const Shown = z.object({ dashboard: Dashboard });

const pin = operation({
  name: 'dashboards.pin',
  asks: {
    fr: 'Épingler une question ou un texte à un tableau de bord',
    en: 'Pin a question or a text to a dashboard',
  },
  needs: 'insights:write',
  writes: true,
  input: z.object({
    id,
    tile: TileWish,
    at: z.int().min(0).max(1000).optional().describe('Its place, from 0; the last one unless told'),
  }),
  output: Shown.extend({ tile: z.string().describe('The id of the new tile') }),
  run: async (context, asked) => {
    const tile = await tileOf(context, asked.tile);
    await changeTiles(context, {
      id: asked.id,
      change: (tiles) => tiles.toSpliced(asked.at ?? tiles.length, 0, tile),
    });
    context.note?.({ subject: asked.id, after: { pinned: asked.tile.kind, tile: tile.id } });
    return { dashboard: await dashboardNamed(context, asked.id), tile: tile.id };
  },
});

/** @throws DomainError `questions.unknown`, `dashboards.not_pinnable`, `access.invalid_input` for what was kept unread */
async function tileOf(context: Context, wish: z.output<typeof TileWish>): Promise<KeptTile> {
  const made = newId('til');
  if (wish.kind === 'text') return { ...wish, id: made };
  const [question] = await keptQuestions(context.records, [wish.question]);
  if (question === undefined) {
    throw new DomainError('questions.unknown', {
      kind: 'not_found',
      field: 'tile.question',
      expected: 'the id of a saved question',
      got: wish.question,
    });
  }
  if (!pinnable.includes(question.operation)) {
    throw new DomainError('dashboards.not_pinnable', {
      field: 'tile.question',
      expected: `a question of ${pinnable.join(', ')}`,
      got: question.operation,
    });
  }
  requireAnswerable(question);
  const moves = wish.moves ?? asksOfPresent(question.ask, keptOn(question, context));
  return { ...wish, id: made, name: question.name, moves };
}

const changeTile = operation({
  name: 'dashboards.change-tile',
  asks: { fr: 'Modifier une tuile', en: 'Change a tile' },
  needs: 'insights:write',
  writes: true,
  input: TileChange.extend({ id, tile: id }),
  output: Shown,
  run: async (context, { id: of, tile, ...asked }) => {
    await changeTiles(context, {
      id: of,
      change: (tiles) => {
        const at = placeOf(tiles, tile);
        return tiles.map((one, place) => (place === at ? changed(one, asked) : one));
      },
    });
    context.note?.({ subject: of, after: { tile, changed: Object.keys(asked) } });
    return { dashboard: await dashboardNamed(context, of) };
  },
});

/** @throws DomainError `dashboards.other_kind_of_tile` where a text is asked of a question, or dates of a text */
function changed(tile: KeptTile, { title, width, text, moves }: z.output<typeof TileChange>): KeptTile {
  const misplaced = tile.kind === 'text' ? moves !== undefined : text !== undefined;
  if (misplaced) {
    throw new DomainError('dashboards.other_kind_of_tile', {
      field: tile.kind === 'text' ? 'moves' : 'text',
      expected: tile.kind === 'text' ? 'a text, which has no dates' : 'a question, which has no text',
    });
  }
  return KeptTile.parse({
    ...tile,
    ...(title === undefined ? {} : { title }),
    ...(width === undefined ? {} : { width }),
    ...(text === undefined ? {} : { text }),
    ...(moves === undefined ? {} : { moves }),
  });
}

const arrange = operation({
  name: 'dashboards.arrange',
  asks: { fr: 'Ranger les tuiles d’un tableau de bord', en: 'Put the tiles of a dashboard in order' },
  needs: 'insights:write',
  writes: true,
  input: z.object({
    id,
    tiles: z.array(id).max(200).describe('The ids of all its tiles, in their new order'),
  }),
  output: Shown,
  run: async (context, asked) => {
    await changeTiles(context, { id: asked.id, change: (tiles) => inOrder(tiles, asked.tiles) });
    context.note?.({ subject: asked.id, after: { tiles: asked.tiles } });
    return { dashboard: await dashboardNamed(context, asked.id) };
  },
});

/** @throws DomainError `dashboards.other_tiles` where somebody pinned or unpinned meanwhile */
function inOrder(tiles: readonly KeptTile[], wanted: readonly string[]): KeptTile[] {
  const byId = new Map(tiles.map((tile) => [tile.id, tile]));
  const sorted = [...new Set(wanted)].flatMap((one) => byId.get(one) ?? []);
  if (sorted.length === tiles.length && wanted.length === tiles.length) return sorted;
  throw new DomainError('dashboards.other_tiles', {
    kind: 'conflict',
    field: 'tiles',
    expected: 'each tile of the dashboard once',
    got: wanted,
  });
}

const unpin = operation({
  name: 'dashboards.unpin',
  asks: { fr: 'Retirer une tuile d’un tableau de bord', en: 'Take a tile off a dashboard' },
  needs: 'insights:write',
  writes: true,
  input: z.object({ id, tile: id }),
  output: Shown.extend({ at: z.int().describe('Where it was: pin it there to put it back') }),
  run: async (context, asked) => {
    let at = 0;
    await changeTiles(context, {
      id: asked.id,
      change: (tiles) => {
        at = placeOf(tiles, asked.tile);
        return tiles.toSpliced(at, 1);
      },
    });
    return { dashboard: await dashboardNamed(context, asked.id), at };
  },
});

/** @throws DomainError `dashboards.unknown_tile` */
function placeOf(tiles: readonly KeptTile[], wanted: string): number {
  const at = tiles.findIndex((tile) => tile.id === wanted);
  if (at >= 0) return at;
  throw new DomainError('dashboards.unknown_tile', {
    kind: 'not_found',
    field: 'tile',
    expected: 'the id of a tile of this dashboard',
    got: wanted,
  });
}

/** What can be asked of the tiles of a dashboard. */
export const tileOperations = [pin, changeTile, arrange, unpin] as const;
