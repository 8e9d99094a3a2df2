import { z } from 'zod';
import { operation } from '#src/access/index.ts';
import { DraftAnswer, seenFields, WhichField } from './ask.ts';
import { differences } from './differences.ts';
import { planFile, planFileName, readPlanFile } from './file.ts';
import { changed } from './operations.ts';
import { typedCalls } from './typed-calls.ts';
import { changeDraft, draftOf, latestVersion, planOf } from './versions.ts';

const file = operation({
  name: 'plan.file',
  asks: { fr: 'Le plan, en fichier pour un dépôt', en: 'The plan, as a file for a repository' },
  needs: 'data:read',
  input: z.object({ which: WhichField.default('approved') }),
  output: z.object({ file: z.string(), text: z.string().describe('As `perdure plan pull` writes it') }),
  run: async ({ records }, { which }) => ({
    file: planFileName,
    text: planFile(await planOf(records, which)),
  }),
});

const takeFile = operation({
  name: 'plan.take-file',
  asks: { fr: 'Reprendre le plan d’un fichier, en brouillon', en: 'Take the plan from a file, as a draft' },
  needs: 'data:write',
  writes: true,
  input: z.object({
    text: z.string().min(1).describe('As `plan.file` tells it'),
    ...seenFields,
  }),
  output: z.object({
    changes: z.int().describe('How many things differ from the approved plan'),
    draft: DraftAnswer.nullable().describe('null: there is none, and the file says what is approved'),
  }),
  run: async (context, { text, ...seen }) => {
    const told = readPlanFile(text);
    const changes = differences(await planOf(context.records, 'approved'), told).length;
    if (changes === 0 && (await draftOf(context.records)) === undefined) return { changes, draft: null };
    const { draft } = changed(context, 'file', await changeDraft(context, seen, () => told));
    return { changes, draft };
  },
});

const types = operation({
  name: 'plan.types',
  asks: {
    fr: 'Les appels typés du plan, pour TypeScript',
    en: 'The typed calls of the plan, for TypeScript',
  },
  needs: 'data:read',
  input: z.object({ which: WhichField.default('approved') }),
  output: z.object({ typescript: z.string() }),
  run: async ({ records }, { which }) => {
    const version = which === 'draft' ? null : which === 'approved' ? await latestVersion(records) : which;
    return { typescript: typedCalls(await planOf(records, which), version) };
  },
});

/** What can be asked of the plan as a file of a repository, by its verb. */
export const fileOperations = { file, 'take-file': takeFile, types };
