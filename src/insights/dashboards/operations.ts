import { z } from 'zod';
import { actorName, type Bound, type Context, operation, requireAtMost } from '#src/access/index.ts';
import { newId } from '#src/basics/ids.ts';
import { sql } from '#src/basics/sql.ts';
import { Dashboard, dashboardNamed, living, tooMany, unknownDashboard } from './stored.ts';

const id = z.string().min(1).max(40);
const title = z.string().trim().min(1).max(200);
const Shown = z.object({ dashboard: Dashboard });

const mostDashboards = 200;

const Summary = z.object({
  id: z.string(),
  title: z.string(),
  tiles: z.int(),
  links: z.int().describe('Links by which others read it now'),
  createdBy: z.string(),
  by: z.string().nullable(),
  changedAt: z.iso.datetime(),
});

const list = operation({
  name: 'dashboards.list',
  asks: { fr: 'Quels tableaux de bord existent ?', en: 'Which dashboards are there?' },
  needs: 'insights:read',
  input: z.object({}),
  output: z.object({ dashboards: z.array(Summary) }),
  run: async ({ records, clock }) => ({
    dashboards: await records.rows(summaries(new Date(clock.now()))),
  }),
});

/** Last changed first. Grain: a dashboard; at most 200 rows. */
const summaries = (now: Date) => sql<z.output<typeof Summary>>`
  select id, title, jsonb_array_length(tiles) as tiles,
    (select count(*) from dashboard_links where dashboard = dashboards.id and ${living(now)}) as links,
    created_by as "createdBy", ${actorName(sql`created_by`)} as by, changed_at as "changedAt"
  from dashboards
  where removed_at is null
  order by changed_at desc, id`;

const get = operation({
  name: 'dashboards.get',
  asks: { fr: 'Que montre ce tableau de bord ?', en: 'What does this dashboard show?' },
  needs: 'insights:read',
  input: z.object({ id }),
  output: Shown,
  run: async (context, asked) => ({ dashboard: await dashboardNamed(context, asked.id) }),
});

const make = operation({
  name: 'dashboards.make',
  asks: { fr: 'Créer un tableau de bord', en: 'Make a dashboard' },
  needs: 'insights:write',
  writes: true,
  input: z.object({ title }),
  output: Shown,
  run: async (context, asked) => {
    const { records, workspace, actor, clock } = context;
    const made = newId('dsh');
    const now = new Date(clock.now());
    await records.transaction(async (tx) => {
      await tx.run(sql`
        insert into dashboards (id, workspace_id, title, created_at, created_by, changed_at)
        values (${made}, ${workspace.number}, ${asked.title}, ${now}, ${`${actor.kind}:${actor.id}`}, ${now})`);
      await requireAtMost(tx, workspace.number, bound);
    });
    context.note?.({ subject: made, after: { title: asked.title } });
    return { dashboard: await dashboardNamed(context, made) };
  },
});

const change = operation({
  name: 'dashboards.change',
  asks: { fr: 'Renommer un tableau de bord', en: 'Rename a dashboard' },
  needs: 'insights:write',
  writes: true,
  input: z.object({ id, title }),
  output: Shown,
  run: async (context, asked) => {
    const before = await dashboardNamed(context, asked.id);
    await context.records.run(sql`
      update dashboards
      set title = ${asked.title}, changed_at = ${new Date(context.clock.now())}
      where id = ${asked.id}`);
    context.note?.({
      subject: asked.id,
      before: { title: before.title },
      after: { title: asked.title },
    });
    return { dashboard: await dashboardNamed(context, asked.id) };
  },
});

const remove = operation({
  name: 'dashboards.remove',
  asks: { fr: 'Retirer un tableau de bord', en: 'Remove a dashboard' },
  needs: 'insights:write',
  writes: true,
  input: z.object({ id }),
  output: z.object({ removed: z.literal(true) }),
  run: async (context, asked) => {
    await markRemoved(context, asked.id, true);
    return { removed: true as const };
  },
});

const restore = operation({
  name: 'dashboards.restore',
  asks: { fr: 'Remettre un tableau de bord retiré', en: 'Put a removed dashboard back' },
  needs: 'insights:write',
  writes: true,
  input: z.object({ id }),
  output: Shown,
  run: async (context, asked) => {
    await markRemoved(context, asked.id, false);
    return { dashboard: await dashboardNamed(context, asked.id) };
  },
});

async function markRemoved(context: Context, of: string, removed: boolean): Promise<void> {
  const { records, workspace, clock } = context;
  await records.transaction(async (tx) => {
    const touched = await tx.run(sql`
      update dashboards
      set removed_at = ${removed ? new Date(clock.now()) : null}::timestamptz
      where id = ${of}
        and (removed_at is null) = ${removed}`);
    if (touched === 0) throw unknownDashboard(of);
    if (!removed) await requireAtMost(tx, workspace.number, bound);
  });
}

/** How many dashboards a workspace may have. */
const bound: Bound = {
  lock: 'dashboards',
  most: mostDashboards,
  counted: sql`
    select count(*) as there
    from dashboards
    where removed_at is null`,
  refusal: () => tooMany('dashboards.too_many_dashboards', mostDashboards),
};

/** What can be asked of dashboards as wholes. */
export const boardOperations = [list, get, make, change, remove, restore] as const;
