import { setImmediate as others } from 'node:timers/promises';
import { z } from 'zod';

/** A part of an export: the answer of `people.export`. */
export const ExportPart = z.object({
  export: z.string().describe('exp_…: the audit log knows it by this'),
  at: z.string(),
  person: z.object({ userIds: z.array(z.string()), anonymousIds: z.array(z.string()) }),
  lists: z
    .array(z.object({ name: z.string(), things: z.array(z.record(z.string(), z.unknown())) }))
    .describe('In an order that stays; a list that is long goes on in the next part'),
  untold: z
    .array(z.object({ holds: z.string(), why: z.string() }))
    .describe('What is held and not told by itself, in the first part'),
  next: z.string().nullable().describe('Asked as `after`, it gives the next part; null: this was the last'),
});
export type ExportPart = z.output<typeof ExportPart>;

/** Characters written before others have their turn. */
const mostAtOnce = 2 ** 16;

/**
 * An export as the text of one JSON document: `{ export, at, person, untold, lists: { events: […], … } }`. A part is asked
 * for when the one before is written, so that no more than one is held.
 *
 * @param first the first part, asked for already: a refusal comes before anything is written
 * @param following gives the part after
 */
export async function* documentOf(
  first: ExportPart,
  following: (after: string) => Promise<ExportPart>,
): AsyncGenerator<string> {
  let text = '';
  for await (const piece of piecesOf(first, following)) {
    text += piece;
    if (text.length < mostAtOnce) continue;
    yield text;
    text = '';
    await others();
  }
  yield text;
}

async function* piecesOf(
  first: ExportPart,
  following: (after: string) => Promise<ExportPart>,
): AsyncGenerator<string> {
  const { lists: _, next: __, ...head } = first;
  yield `${JSON.stringify(head).slice(0, -1)},"lists":{`;
  let open: string | undefined;
  let before = '';
  for (let part = first; ; part = await following(part.next)) {
    for (const { name, things } of part.lists) {
      if (name !== open) {
        yield `${open === undefined ? '' : '],'}${JSON.stringify(name)}:[`;
        open = name;
        before = '';
      }
      for (const thing of things) {
        yield `${before}${JSON.stringify(thing)}`;
        before = ',';
      }
    }
    if (part.next === null) break;
  }
  yield `${open === undefined ? '' : ']'}}}\n`;
}
