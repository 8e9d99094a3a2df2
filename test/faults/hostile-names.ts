import type { Bed } from './bed.ts';
import { reckon, settled, unsettled } from './ledger.ts';
import { type FaultReport, failing } from './report.ts';
import { perdure } from './server-process.ts';

/** Names and values that mean something to an engine, a page or a reader who is not careful. */
const hostile = [
  `'; drop table events; --`,
  `" or "1"="1`,
  `\\'; truncate table identities; --`,
  `{p1:String}`,
  `$1`,
  '`backtick` and \\backslash\\',
  `<script>alert(1)</script>`,
  `"><img src=x onerror=alert(1)>`,
  `{{constructor.constructor('return process')()}}`,
  `../../../etc/passwd`,
  `=cmd|' /C calc'!A0`,
  `\u202egnp.exe`,
  `\u200fשלום\u200f`,
  `👩🏽‍🚀 é\u0301 ﬀ`,
  `%00%0d%0aSet-Cookie: a=b`,
  `__proto__`,
  `tab\tand\nline`,
];

/** Hostile event names, property names, values, ids and workspace names: stored and told unchanged, nothing executed. */
export async function hostileNames(bed: Bed): Promise<FaultReport> {
  await bed.up();
  const ids = new Set(hostile.map((_, i) => `hostile-${i}`));
  const status = await bed.send(hostile.map((text, i) => hostileEvent(text, `hostile-${i}`)));
  const traits = await bed.send(
    hostile.map((text, i) => ({
      type: 'identify',
      userId: `${text}-user`,
      messageId: `traits-${i}`,
      traits: { [text]: text, name: text },
    })),
  );
  await bed.loaded();
  const offered = await operationNames(bed);
  const wrong: string[] = [];
  for (const text of hostile) wrong.push(...(await toldUnchanged(bed, text, offered)));
  const named = await hostileWorkspaces(bed);
  await bed.server.end();
  const reckoning = await reckon(bed, ids);
  return {
    fault: `${hostile.length} hostile names and values, in every place a name can stand`,
    passLine: 'stored and told unchanged, by questions that filter and break down by them; nothing executed',
    measured: `${wrong.length + named.length} told otherwise; ${settled(reckoning)}`,
    failures: [
      ...wrong,
      ...named,
      ...unsettled(reckoning),
      ...failing([[`sent: ${status}, ${traits}`, status === 200 && traits === 200]]),
    ],
    evidence: { reckoning, offered },
  };
}

const hostileEvent = (text: string, messageId: string) => ({
  type: 'track',
  event: text,
  userId: `${text}-user`,
  messageId,
  timestamp: '2026-01-05T12:00:00Z',
  properties: { [text]: text },
});

async function operationNames(bed: Bed): Promise<string[]> {
  const { paths } = (await (await fetch(`${bed.server.address}/openapi.json`)).json()) as { paths: object };
  return Object.keys(paths).flatMap((path) => /^\/api\/ask\/(.+)$/.exec(path)?.slice(1) ?? []);
}

/** Each way of asking a name back; the lines of those that told another. */
async function toldUnchanged(bed: Bed, text: string, offered: readonly string[]): Promise<string[]> {
  const shown = JSON.stringify(text);
  const grid = await bed.ask<Grid>('retention.grid', gridAsk(text));
  const [series] = grid.series;
  const wrong = failing([
    [`retention.grid counts ${series?.size} for ${shown}`, grid.series.length === 1 && series?.size === 1],
    [`retention.grid calls ${shown} ${series?.value}`, series?.value === text],
  ]);
  if (offered.includes('customers.search')) {
    const found = await bed.ask<{ people: unknown[] }>('customers.search', { text: `${text}-user` });
    wrong.push(
      ...failing([[`customers.search gives ${found.people.length} for ${shown}`, found.people.length === 1]]),
    );
  }
  if (offered.includes('customers.timeline')) {
    const { events } = await bed.ask<Timeline>('customers.timeline', { id: `${text}-user`, events: [text] });
    const [event] = events;
    const own =
      event !== undefined && Object.hasOwn(event.properties, text) && event.properties[text] === text;
    wrong.push(
      ...failing([
        [`customers.timeline gives ${events.length} for ${shown}`, events.length === 1],
        [`customers.timeline tells ${JSON.stringify(event)} for ${shown}`, own && event.event === text],
      ]),
    );
  }
  return wrong;
}

interface Grid {
  readonly series: readonly { readonly value: string | null; readonly size: number }[];
}

interface Timeline {
  readonly events: readonly { readonly event: string; readonly properties: Record<string, unknown> }[];
}

const gridAsk = (text: string) => ({
  start: { event: text, where: [{ property: text, how: 'is', values: [text] }] },
  return: { event: null, where: [{ property: text, how: 'contains', values: [text] }] },
  from: '2026-01-01',
  to: '2026-01-31',
  people: [{ kind: 'trait', trait: text, how: 'is', values: [text] }],
  breakdown: { by: 'start_property', name: text },
});

/** Workspaces of such names keep them. */
async function hostileWorkspaces(bed: Bed): Promise<string[]> {
  const [name] = hostile;
  const made = await perdure(bed.folder, 'workspace', 'create', name ?? '');
  const all = JSON.stringify(await perdure(bed.folder, 'workspace', 'list'));
  return failing([
    [`no workspace called ${name}`, all.includes(JSON.stringify(name).slice(1, -1))],
    [`the slug is ${made.workspace}`, /^[a-z0-9-]+$/.test(String(made.workspace))],
  ]);
}
