import { z } from 'zod';
import { operation } from '#src/access/index.ts';
import { presets } from './presets.ts';
import { ContactRules } from './rules.ts';
import { adoptRules, rulesInForce } from './versions.ts';

const Adopted = z.object({
  version: z.int().describe('0: nobody adopted any yet, and those of France hold'),
  rules: ContactRules,
  createdAt: z.string().nullable(),
  createdBy: z.string().nullable(),
});

const Said = z.object({ fr: z.string(), en: z.string() });

const show = operation({
  name: 'contact-rules.show',
  asks: {
    fr: 'Quand et combien de fois contacte-t-on les gens ?',
    en: 'When and how often are people contacted?',
  },
  needs: 'settings:read',
  input: z.object({}),
  output: z.object({
    current: Adopted,
    presets: z.array(z.object({ key: z.string(), name: Said, why: Said, rules: ContactRules })),
  }),
  run: async ({ records }) => ({ current: await rulesInForce(records), presets: [...presets] }),
});

const adopt = operation({
  name: 'contact-rules.adopt',
  asks: { fr: 'Changer les règles de contact', en: 'Change the rules of contact' },
  needs: 'settings:write',
  writes: true,
  input: z.object({ basedOn: z.int().min(0).describe('The version that was in force'), rules: ContactRules }),
  output: z.object({ current: Adopted }),
  run: async (context, adopting) => ({ current: await adoptRules(context, adopting) }),
});

/** What can be asked of the rules of contact. */
export const operations = [show, adopt] as const;
