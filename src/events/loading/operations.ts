import { z } from 'zod';
import { operation } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';

const Rule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('user_id'), value: z.string().trim().min(1).max(512) }),
  z.strictObject({
    kind: z.literal('email_domain'),
    value: z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a domain such as example.fr'),
  }),
]);

const rules = operation({
  name: 'traffic.rules',
  asks: { fr: 'Quel trafic est celui de l’équipe ?', en: 'Which traffic is the team’s own?' },
  needs: 'data:read',
  input: z.strictObject({}),
  output: z.object({ rules: z.array(Rule) }),
  run: async ({ records, workspace }) => {
    const row = await records.row(sql<{ rules: z.output<typeof Rule>[] }>`
      select internal_rules as rules
      from workspaces
      where number = ${workspace.number}`);
    return { rules: row?.rules ?? [] };
  },
});

const change = operation({
  name: 'traffic.change',
  asks: {
    fr: 'Dire quel trafic est celui de l’équipe, à partir de maintenant',
    en: 'Say which traffic is the team’s own, from now on',
  },
  needs: 'data:write',
  writes: true,
  input: z.strictObject({ rules: z.array(Rule).max(100) }),
  output: z.object({ rules: z.array(Rule) }),
  run: async ({ records, workspace, note }, asked) => {
    await records.run(sql`
      update workspaces
      set internal_rules = ${JSON.stringify(asked.rules)}::jsonb
      where number = ${workspace.number}`);
    note?.({ after: { rules: asked.rules.length } }); // a user id stays out of the audit log
    return asked;
  },
});

export const operations = [rules, change];
