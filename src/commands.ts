import { z } from 'zod';
import {
  type Actor,
  answer,
  type Operation,
  permissions,
  type Workspace,
  WorkspaceWish,
} from './access/index.ts';
import { DomainError } from './basics/errors.ts';
import type { CommandRunner, Progress } from './doors/cli/index.ts';
import { importFiles } from './events/imports/index.ts';
import { type House, importParts } from './house.ts';
import { loadDemos } from './load-demos.ts';
import { checkAll } from './readiness.ts';

/** Whoever may open the data folder on this machine may do everything. */
const cliActor = (house: House): Actor => ({
  kind: 'cli',
  id: 'local',
  permissions: new Set(permissions),
  language: house.config.language,
  installationAdmin: true,
});

const Ask = z.object({
  operation: z.string(),
  workspace: z.string(),
  input: z.unknown(),
  audited: z.string().optional(),
});
const Create = WorkspaceWish.extend({ slug: z.string().optional() });
const Import = z.object({
  workspace: z.string(),
  files: z.array(z.string()),
  as: z.enum(['events', 'purchases', 'subscriptions']).optional(),
  map: z.record(z.string(), z.string()).default({}),
  format: z.enum(['csv', 'jsonl', 'parquet']).optional(),
  currency: z.string().optional(),
  dryRun: z.boolean().default(false),
});

type Command = (house: House, input: unknown, progress: Progress, signal: AbortSignal) => Promise<unknown>;

const commands: Readonly<Record<string, Command>> = {
  'workspace.create': async (house, input) => {
    const { slug, ...wish } = Create.parse(input);
    return house.access.workspaces.create(wish, {
      createdBy: 'cli',
      ...(slug === undefined ? {} : { slug }),
    });
  },
  'workspace.list': async (house) => house.access.workspaces.all(),
  'ask.list': async (house) =>
    house.operations.map((operation) => ({
      name: operation.name,
      asks: operation.asks,
      needs: operation.needs,
      writes: operation.writes,
      input: z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' }),
      output: z.toJSONSchema(operation.output, { io: 'output', unrepresentable: 'any' }),
    })),
  import: async (house, input, progress, signal) => {
    const { workspace, ...wish } = Import.parse(input);
    const asked = { workspace: await theWorkspace(house, workspace), wish, progress, signal };
    return importFiles(importParts(house), asked);
  },
  doctor: (house) => checkAll(house),
  demo: async (house, _input, progress) => {
    await loadDemos(house, progress);
    return house.access.workspaces.all();
  },
  ask: async (house, input, _progress, signal) => {
    const { operation, workspace, input: asked, audited } = Ask.parse(input);
    return answer(
      { ...house, audit: house.access.audit },
      {
        operation: theOperation(house, operation),
        workspace: await theWorkspace(house, workspace),
        actor: cliActor(house),
        input: asked ?? {},
        signal,
        ...(audited === undefined ? {} : { audited }),
      },
    );
  },
};

/** Does the commands of the command line, in the process that holds the engines. */
export const commandRunner =
  (house: House): CommandRunner =>
  async (name, input, progress, signal) => {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command === undefined)
      throw new DomainError('cli.unknown_command', { expected: Object.keys(commands).join(', '), got: name });
    return command(house, input, progress, signal);
  };

function theOperation(house: House, name: string): Operation {
  const found = house.operations.find((operation) => operation.name === name);
  if (found !== undefined) return found;
  throw new DomainError('operation.unknown', {
    kind: 'not_found',
    field: 'operation',
    expected: 'the name of an operation; `perdure ask --list` lists them',
    got: name,
  });
}

async function theWorkspace(house: House, slugOrId: string): Promise<Workspace> {
  const found = await house.access.workspaces.find(slugOrId);
  if (found !== undefined) return found;
  throw new DomainError('workspace.unknown', {
    kind: 'not_found',
    field: 'workspace',
    expected: 'the slug or id of a workspace; `perdure workspace list` lists them',
    got: slugOrId,
  });
}
