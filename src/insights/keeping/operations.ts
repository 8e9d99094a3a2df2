import { z } from 'zod';
import { type Context, operation } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { keepList, List, type Members, mostMembers } from '#src/customers/lists/index.ts';
import { everyoneFound, SearchAsk } from '#src/customers/profiles/index.ts';
import { everyoneOf, RetentionPeopleAsk } from '#src/insights/retention/index.ts';

/** Whose people are kept: those behind a number of the grid, or those a search finds. */
const From = z.union([RetentionPeopleAsk, z.strictObject({ search: SearchAsk })]);

const save = operation({
  name: 'lists.save',
  asks: { fr: 'Garder ces personnes comme liste', en: 'Keep these people as a list' },
  needs: 'insights:write',
  writes: true,
  input: z.object({
    name: z.string().trim().min(1).max(200),
    unit: z
      .enum(['customer', 'account'])
      .optional()
      .describe('Refused where the question counts something else'),
    from: From,
  }),
  output: z.object({ list: List }),
  run: async (context, { name, unit, from }) => {
    const members = await membersFrom(context, from);
    if (unit !== undefined && unit !== members.unit) {
      const expected = `"${members.unit}", which the question counts`;
      throw new DomainError('lists.other_unit', { field: 'unit', expected, got: unit });
    }
    const list = await keepList(context, { name, members, source: from });
    context.note?.({ subject: list.id, after: { name } }); // filters may name a person; the audit log is never rewritten
    return { list };
  },
});

async function membersFrom(context: Context, from: z.output<typeof From>): Promise<Members> {
  if ('ask' in from) return everyoneOf(context, from);
  const customers = await everyoneFound(context, from.search, mostMembers + 1);
  if (customers.length <= mostMembers) return { unit: 'customer', customers };
  throw new DomainError('lists.too_many', {
    kind: 'too_large',
    expected: `at most ${mostMembers} people on a list`,
  });
}

/** Keeping the people of an answer. */
export const operations = [save];
