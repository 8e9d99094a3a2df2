import { createReadStream } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { DomainError } from '#src/basics/errors.ts';
import {
  checkSample,
  type Difference,
  differences,
  type Plan,
  planFile,
  planFileName,
  readPlanFile,
  type SampleCheck,
  typedCalls,
} from '#src/events/plan/index.ts';
import type { CommandParts } from './control.ts';
import type { Screen } from './screen.ts';
import type { Words } from './words.ts';

interface Wish {
  readonly workspace?: string;
  readonly file: string;
  readonly json?: boolean;
}

/** `perdure plan …`: the plan of events as a file of the customer's own repository. */
export function plan(root: Command, parts: CommandParts, say: Words, screen: Screen): void {
  const group = root.command('plan').description(say.plan);
  const own = (name: string, description: string): Command =>
    group
      .command(name)
      .description(description)
      .option('--file <file>', planFileName, planFileName)
      .option('--json', say.json);
  own('pull', say.planPull)
    .requiredOption('--workspace <workspace>', say.optionWorkspace)
    .option('--draft')
    .action((wish: PullWish) => pull(parts, screen, wish));
  own('push', say.planPush)
    .requiredOption('--workspace <workspace>', say.optionWorkspace)
    .option('--approve')
    .option('--over-draft', say.planOverDraft)
    .option('--note <text>', say.planNote, '')
    .action((wish: PushWish) => push(parts, screen, wish));
  own('check', say.planCheck)
    .option('--workspace <workspace>', say.optionWorkspace)
    .option('--sample <file>', say.planSample)
    .action((wish: CheckWish) => check(parts, screen, wish));
  own('types', say.planTypes)
    .option('--out <file>')
    .action((wish: Wish & { readonly out?: string }) => types(parts, wish));
}

type PullWish = Wish & { readonly draft?: boolean };
type PushWish = Wish & { readonly approve?: boolean; readonly overDraft?: boolean; readonly note: string };
type CheckWish = Wish & { readonly sample?: string };

async function pull(parts: CommandParts, screen: Screen, { file, json, ...wish }: PullWish): Promise<void> {
  const server = serverOf(parts, screen, wish.workspace);
  const held = await get(server, wish.draft === true ? 'draft' : 'approved');
  await writeFile(resolve(parts.folder, file), planFile(held.plan));
  screen.show({ file, version: held.approved, events: held.plan.events.length }, json);
}

async function push(parts: CommandParts, screen: Screen, wish: PushWish): Promise<void> {
  const told = await fileOf(parts, wish.file);
  const server = serverOf(parts, screen, wish.workspace);
  const before = await get(server, 'approved');
  const changes = differences(before.plan, told);
  if (changes.length === 0 && before.draft === null) {
    screen.show({ version: before.approved, changes: 0 }, wish.json);
    return;
  }
  if (before.draft !== null && wish.overDraft !== true) await requireOwnDraft(server, told);
  const ask = { plan: told, revision: before.draft?.revision ?? null, approved: before.approved };
  const saved = (await server('plan.save-draft', ask)) as Held; // as below
  const revision = saved.draft?.revision ?? null;
  if (wish.approve !== true || changes.length === 0) {
    screen.show({ draft: revision, changes: changes.length }, wish.json);
    return;
  }
  const approve = { revision, note: wish.note };
  screen.show(await server('plan.approve', approve), wish.json);
}

/** Somebody's work on the server is not lost by a push. @throws DomainError `cli.draft_in_work` */
async function requireOwnDraft(server: Server, told: Plan): Promise<void> {
  const { plan: drafted, draft } = await get(server, 'draft');
  const changes = differences(drafted, told).length;
  if (changes === 0) return;
  throw new DomainError('cli.draft_in_work', {
    kind: 'conflict',
    field: '--file',
    expected: 'no draft on the server that says something else; --over-draft replaces it',
    got: `${changes} differences from the draft of ${draft?.changedBy ?? 'somebody'}`,
  });
}

/** Asks no server unless a workspace is named: the file's shape, and a sample of events where one is given. */
async function check(parts: CommandParts, screen: Screen, wish: CheckWish): Promise<void> {
  const told = await fileOf(parts, wish.file);
  const sample = wish.sample === undefined ? null : await sampleOf(parts, told, wish.sample);
  const changes: Difference[] | null =
    wish.workspace === undefined
      ? null
      : differences((await get(serverOf(parts, screen, wish.workspace), 'approved')).plan, told);
  screen.show(
    { file: wish.file, events: told.events.length, ...(sample && { sample }), ...(changes && { changes }) },
    wish.json,
  );
  if (sample !== null && sample.faults.length > 0) {
    throw new DomainError('plan.sample_differs', {
      field: '--sample',
      expected: 'events as the plan has them',
      got: `${sample.events - sample.conforming} of ${sample.events} that do not conform`,
    });
  }
  if (changes !== null && changes.length > 0) {
    throw new DomainError('plan.file_differs', {
      kind: 'conflict',
      field: '--file',
      expected: 'the plan that is approved on the server; `perdure plan push` or `pull` brings them together',
      got: `${changes.length} differences`,
    });
  }
}

async function sampleOf(parts: CommandParts, told: Plan, sample: string): Promise<SampleCheck> {
  const path = await there(parts, '--sample', sample);
  return checkSample(told, createInterface({ input: createReadStream(path), crlfDelay: Infinity }));
}

async function types(parts: CommandParts, { file, out }: Wish & { readonly out?: string }): Promise<void> {
  const text = typedCalls(await fileOf(parts, file), null);
  if (out === undefined) process.stdout.write(text);
  else await writeFile(resolve(parts.folder, out), text);
}

const fileOf = async (parts: CommandParts, file: string): Promise<Plan> =>
  readPlanFile(await readFile(await there(parts, '--file', file), 'utf8'));

/** The path of a file that can be read. @throws DomainError `cli.no_such_file` */
async function there(parts: CommandParts, field: string, file: string): Promise<string> {
  const path = resolve(parts.folder, file);
  const found = await stat(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found?.isFile() === true) return path;
  throw new DomainError('cli.no_such_file', {
    kind: 'not_found',
    field,
    expected: 'the name of a file that is there',
    got: file,
  });
}

interface Held {
  readonly plan: Plan;
  readonly approved: number | null;
  readonly draft: { readonly revision: number; readonly changedBy: string } | null;
}

const get = async (server: Server, which: 'draft' | 'approved') =>
  (await server('plan.get', { which })) as Held; // the operation's own answer

type Server = (operation: string, input: unknown) => Promise<unknown>;

const serverOf =
  ({ send }: CommandParts, screen: Screen, workspace: string | undefined): Server =>
  (operation, input) =>
    send('ask', { operation, workspace, input }, screen.progress);
