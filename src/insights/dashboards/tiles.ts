import { z } from 'zod';

/** How much of the page's width a tile takes. */
export const Width = z.enum(['third', 'half', 'whole']);

const id = z.string().min(1).max(40);
const title = z.string().trim().min(1).max(200);
const text = z.string().trim().min(1).max(2_000);

const textTile = z.object({
  kind: z.literal('text'),
  id: z.string(),
  text: z.string(),
  title: z.string().nullable(),
  width: Width,
});

/** A tile as it is kept. Its limits hold where it is written: an erasure may make a text longer. */
export const KeptTile = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('question'),
    id: z.string(),
    question: z.string().describe('A kept question'),
    /** What the question was called when it was pinned: said when it is gone. */
    name: z.string(),
    title: z.string().nullable(),
    width: Width,
    moves: z.boolean(),
  }),
  textTile,
]);
export type KeptTile = z.output<typeof KeptTile>;

/** A tile to be: a kept question, or a text. */
export const TileWish = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('question'),
    question: id.describe('The id of a kept question'),
    title: title.nullable().default(null).describe('The name of the question unless told'),
    width: Width.default('half'),
    moves: z
      .boolean()
      .optional()
      .describe(
        'The dates move on with time. Unless told: yes where they reached the days on which the question was kept',
      ),
  }),
  z.object({
    kind: z.literal('text'),
    text,
    title: title.nullable().default(null),
    width: Width.default('half'),
  }),
]);

/** What can be changed of a tile. */
export const TileChange = z.object({
  title: title.nullable().optional(),
  width: Width.optional(),
  text: text.optional().describe('Of a tile that is a text'),
  moves: z.boolean().optional().describe('Of a tile that is a question'),
});

/** A tile as it is shown. */
export const Tile = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('question'),
    id: z.string(),
    question: z.string(),
    name: z.string().describe('What the question is called; what it was called where it is gone'),
    title: z.string().nullable(),
    width: Width,
    moves: z.boolean(),
    asks: z
      .object({ operation: z.string(), ask: z.unknown().describe('With the dates of today where it moves') })
      .nullable()
      .describe('null: the question was removed'),
  }),
  textTile,
]);
export type Tile = z.output<typeof Tile>;

/** A dashboard holds so many tiles at most. */
export const mostTiles = 60;
