import { z } from 'zod';
import { operation } from '#src/access/index.ts';
import { localTimeOf } from '#src/events/import-files/index.ts';
import { type Recorded, recordTerms } from './ledger.ts';
import { ToldContract, termsTold } from './record-ask.ts';
import { onceFor } from './requests.ts';

const Answer = z.object({
  recorded: z.int().describe('Contracts of which something new was told'),
  unchanged: z.int().describe('Contracts of which just this was known'),
  contracts: z
    .array(
      z.object({
        contract: z.string(),
        version: z.int(),
        isNew: z.boolean(),
        effectiveAt: z.string(),
        recordedAt: z.string(),
      }),
    )
    .describe('In the order of what was told'),
});
type Answer = z.output<typeof Answer>;

export const record = operation({
  name: 'contracts.record',
  asks: { fr: 'Enregistrer ce que l’on sait de contrats', en: 'Record what is known of contracts' },
  needs: 'data:write',
  writes: true,
  input: z.object({
    contracts: z.array(ToldContract).min(1).max(1000).describe('All of them are recorded, or none'),
    key: z
      .string()
      .regex(/^[!-~]{1,255}$/, '1 to 255 visible characters')
      .optional()
      .describe('The same question under the same key is answered the same for 30 days'),
  }),
  output: Answer,
  run: async ({ records, workspace, clock, note }, { contracts, key }) => {
    const local = localTimeOf(workspace.timezone);
    const { number, currency } = workspace;
    const terms = contracts.map((told, row) => termsTold(told, { row, local, currency }));
    const answer = await records.transaction(async (tx) => {
      const work = async () => answerOf(await recordTerms(tx, number, terms, { importNumber: null, clock }));
      if (key === undefined) return work();
      const at = new Date(clock.now());
      return (await onceFor(tx, { workspace: number, key, asked: contracts, at }, work)).answer;
    });
    // Terms may name a person; the audit log is never rewritten.
    note?.({ after: { recorded: answer.recorded, unchanged: answer.unchanged } });
    return answer;
  },
});

const answerOf = (recorded: readonly Recorded[]): Answer => ({
  recorded: recorded.filter(({ isNew }) => isNew).length,
  unchanged: recorded.filter(({ isNew }) => !isNew).length,
  contracts: recorded.map(({ effectiveAt, recordedAt, ...one }) => ({
    ...one,
    effectiveAt: new Date(effectiveAt).toISOString(),
    recordedAt: new Date(recordedAt).toISOString(),
  })),
});
