import type { z } from 'zod';
import type { Workspace } from '#src/access/index.ts';
import { sql } from '#src/basics/sql.ts';
import { type Browser, newWorkspace, openBrowser, type TestDoor } from '../door.ts';
import { fill, type ToldEvent } from '../filling.ts';

/** A workspace with its address. */
export interface Opened {
  readonly slug: string;
  readonly workspace: Workspace;
}

/** Six who sign up by an e-mail of their own, one of them with a name that nobody else has. */
export const signUps: ToldEvent[] = [1, 2, 3, 4, 5, 6].map((customer) => ({
  customer,
  at: Date.parse('2026-01-06T08:00:00Z'),
  event: 'sign up',
  properties: { email: `user${customer}@example.fr`, who: customer === 6 ? 'Jean Valjean' : 'many' },
}));

/** Makes dashboards, shares them and reads them, in the house that the test has opened by then. */
export function boardsOf(house: () => { readonly door: TestDoor; readonly julie: Browser }) {
  const opened = (name: string) => openedIn(house().door, name);

  const ask = async (of: { slug: string }, name: string, input: unknown = {}) => {
    const response = await house().julie.ask(of.slug, name, input);
    if (response.statusCode !== 200) throw new Error(response.body);
    return response.json();
  };

  /** A dashboard with these questions, in their order, and the ids of their tiles. */
  async function board(of: { slug: string }, questions: readonly { operation: string; ask: unknown }[]) {
    const { dashboard } = await ask(of, 'dashboards.make', { title: 'Monday' });
    const tiles: string[] = [];
    for (const question of questions) {
      const kept = (await ask(of, 'questions.save', { name: question.operation, ...question })).question;
      const pinned = await ask(of, 'dashboards.pin', {
        id: dashboard.id,
        tile: { kind: 'question', question: kept.id, moves: false },
      });
      tiles.push(pinned.tile);
    }
    return { id: String(dashboard.id), tiles };
  }

  /** A question as it may have been kept when nothing was held against what insights take. */
  const keptUnread = (id: string, operation: string, asked: object) =>
    house().door.engines.records.run(sql`
      update questions
      set operation = ${operation}, ask = ${JSON.stringify(asked)}::jsonb
      where id = ${id}`);

  const share = (of: { slug: string }, id: string, more: object = {}) =>
    ask(of, 'dashboards.share', { id, name: 'The board', ...more });

  /** Somebody who never signed in. */
  const stranger = (address = '192.0.2.77') => openBrowser(house().door.app, address);
  const read = (token: string, from = stranger()) => from.send('POST', '/api/shared/dashboard', { token });
  const answered = (token: string, tile: string, from = stranger()) =>
    from.send('POST', '/api/shared/answer', { token, tile });

  return { opened, ask, board, keptUnread, share, stranger, read, answered };
}

/** A new workspace in which one is active in the week of 5 January 2026, and two in the week after. */
async function openedIn(door: TestDoor, name: string): Promise<Opened> {
  const { workspace: slug } = await newWorkspace(door, name);
  const workspace = await door.access.workspaces.find(slug);
  if (workspace === undefined) throw new Error(`${slug} is gone`);
  await fill(door.engines.warehouse, workspace, [
    {
      customer: 1,
      at: Date.parse('2026-01-06T09:00:00Z'),
      type: 'identify',
      traits: { login: 'ann', plan: 'gold' },
    },
    { customer: 1, at: Date.parse('2026-01-13T09:00:00Z') },
    { customer: 2, at: Date.parse('2026-01-14T09:00:00Z') },
  ]);
  return { slug, workspace };
}

/** Adds the names of the fields of a JSON schema that hold free text. */
export function textsOf(schema: unknown, name: string, texts: Set<string>): void {
  if (typeof schema !== 'object' || schema === null) return;
  const { type, enum: either, const: only, properties, ...others } = schema as z.core.JSONSchema.BaseSchema;
  if (type === 'string' && either === undefined && only === undefined) texts.add(name);
  for (const [field, held] of Object.entries(properties ?? {})) textsOf(held, field, texts);
  for (const held of Object.values(others)) textsOf(held, name, texts);
}
