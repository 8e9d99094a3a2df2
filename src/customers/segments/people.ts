import { z } from 'zod';
import { sql } from '#src/basics/sql.ts';
import { framed, givenUpNumbers, listedBy, pageFields } from '#src/customers/frame/index.ts';
import { keptSegment, membersAt } from '#src/customers/members/index.ts';

/** The question of `segments.people`. */
export const SegmentPeopleAsk = z.object({
  id: z.string().min(1).max(40).describe('seg_…'),
  asOf: z.iso.datetime({ offset: true }).optional().describe('Its members at this instant; now unless told'),
  ...pageFields,
});
export type SegmentPeopleAsk = z.output<typeof SegmentPeopleAsk>;

/** Who is in a segment: page by page, or everyone, for keeping them as a list. */
export const { page: membersPage, everyone: everyoneInSegment } = listedBy(
  async (engines, { id, asOf: told }: Pick<SegmentPeopleAsk, 'id' | 'asOf'>) => {
    const asOf = told === undefined ? engines.clock.now() : Date.parse(told);
    const kept = await keptSegment(engines.records, { segment: id, asOf, field: 'id' });
    const frame = await framed(engines, { unit: kept.unit, people: [], includeMarked: false, asOf: told });
    const members = membersAt(kept, frame.asOf);
    const people = kept.unit === 'customer' ? sql`bitmapAndnot(${members}, ${givenUpNumbers})` : members;
    return { frame, people: sql`select ${people} as people` };
  },
);
