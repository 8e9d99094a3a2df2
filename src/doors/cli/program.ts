import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { DomainError } from '#src/basics/errors.ts';
import { acquisition, campaignsAmong, datesOption, decimalOption, importCampaigns } from './campaigns.ts';
import { completionScript } from './completion.ts';
import type { CommandParts } from './control.ts';
import { exportPerson } from './person.ts';
import { plan } from './plan.ts';
import { Screen } from './screen.ts';
import { type Words, words } from './words.ts';

/** What the program needs of the process it runs in. */
export interface Local extends CommandParts {
  readonly language: 'fr' | 'en';
  readonly version: string;
  readonly serve: (wishes: ServeWishes) => Promise<void>;
  readonly mcp: (workspace: string) => Promise<void>;
  readonly configCheck: () => Promise<unknown>;
  readonly doctor: () => Promise<unknown>;
}

/** What `serve` may be told over the environment. */
export interface ServeWishes {
  readonly port?: number;
  readonly data?: string;
  readonly roles?: string;
  readonly demo: boolean;
}

/** The command line, whole. */
export function program(local: Local): Command {
  const say = words[local.language];
  const screen = new Screen(local.language, say);
  const root = new Command('perdure').description(say.about).version(local.version).showHelpAfterError();
  root.exitOverride();
  serve(root, local, say);
  workspaces(root, local, say, screen);
  imports(root, local, say, screen);
  acquisition(root, local, say, screen);
  questions(root, local, say, screen);
  rejects(root, local, say, screen);
  plan(root, local, say, screen);
  exportPerson(root, local, say, screen);
  upkeep(root, local, say, screen);
  root
    .command('completion')
    .description(say.completion)
    .argument('<shell>', 'bash, zsh, fish')
    .action((shell: string) => {
      process.stdout.write(completionScript(root, shell));
    });
  return root;
}

function serve(root: Command, local: Local, say: Words): void {
  root
    .command('serve')
    .description(say.serve)
    .option('--port <port>', 'PERDURE_PORT', port)
    .option('--data <folder>', 'PERDURE_DATA')
    .option('--roles <roles>', 'all, intake, loader, worker, web', 'all')
    .option('--no-demo')
    .action((wishes: ServeWishes) => local.serve(wishes));
}

function workspaces(root: Command, local: Local, say: Words, screen: Screen): void {
  const group = root.command('workspace').description(say.workspace);
  group
    .command('create')
    .description(say.workspaceCreate)
    .argument('<name>')
    .option('--timezone <zone>', 'IANA', 'Europe/Paris')
    .addOption(new Option('--week-start <day>').choices(['monday', 'sunday']).default('monday'))
    .option('--currency <code>', 'ISO 4217', 'EUR')
    .option('--slug <slug>')
    .option('--json', say.json)
    .action(async (name: string, { json, ...wish }: Record<string, unknown>) => {
      const made = await local.send('workspace.create', { name, ...wish }, screen.progress);
      screen.show(made, json === true, say.created);
    });
  group
    .command('list')
    .description(say.workspaceList)
    .option('--json', say.json)
    .action(async ({ json }: { json?: boolean }) =>
      screen.show(await local.send('workspace.list', {}, screen.progress), json),
    );
}

function imports(root: Command, local: Local, say: Words, screen: Screen): void {
  root
    .command('import')
    .description(say.import)
    .argument('<files...>')
    .requiredOption('--workspace <workspace>', say.optionWorkspace)
    .addOption(new Option('--as <kind>').choices(['events', 'purchases', 'subscriptions', 'campaigns']))
    .option('--map <field=column>', 'customer=CustomerID', pairs, {})
    .addOption(new Option('--format <format>').choices(['csv', 'jsonl', 'parquet']))
    .option('--currency <code>', 'ISO 4217')
    .addOption(datesOption())
    .addOption(decimalOption())
    .option('--dry-run')
    .option('--json', say.json)
    .action(async (files: string[], { json, dates, decimal, ...wish }: Record<string, unknown>) => {
      const paths = files.map((file) => resolve(local.folder, file));
      const campaigns = await campaignsAmong(local, screen, wish, paths);
      const others = paths.filter((path) => !campaigns.has(path));
      if (others.length > 0) {
        const result = await local.send('import', { ...wish, files: others }, screen.progress);
        screen.show(result, json === true, wish.dryRun === true ? say.previewed : say.imported);
      }
      const { workspace, dryRun } = wish;
      for (const [path, told] of campaigns) {
        if (dryRun === true) screen.show(told, json === true, say.campaigns);
        else {
          const imported = await importCampaigns(local, screen, { workspace, dates, decimal }, path);
          screen.show(imported, json === true, say.importedCampaigns);
        }
      }
    });
}

function questions(root: Command, local: Local, say: Words, screen: Screen): void {
  root
    .command('ask')
    .description(say.ask)
    .argument('[operation]')
    .option('--workspace <workspace>', say.optionWorkspace)
    .option('--input <json>', 'JSON, @file')
    .option('--list')
    .option('--json', say.json)
    .action(
      async (
        operation: string | undefined,
        wish: { workspace?: string; input?: string; list?: boolean; json?: boolean },
      ) => {
        if (wish.list === true || operation === undefined) {
          screen.showOperations(await local.send('ask.list', {}, screen.progress), wish.json === true);
          return;
        }
        if (wish.workspace === undefined)
          throw new DomainError('cli.no_workspace', {
            field: '--workspace',
            expected: 'the workspace to ask',
          });
        const input = await inputOf(wish.input, local.folder);
        screen.show(
          await local.send('ask', { operation, workspace: wish.workspace, input }, screen.progress),
          wish.json,
        );
      },
    );
}

function rejects(root: Command, local: Local, say: Words, screen: Screen): void {
  const group = root.command('rejects').description(say.rejects);
  const asks = async (operation: string, { workspace, json, ...input }: Record<string, unknown>) =>
    screen.show(await local.send('ask', { operation, workspace, input }, screen.progress), json === true);
  const common = (command: Command): Command =>
    command.requiredOption('--workspace <workspace>', say.optionWorkspace).option('--json', say.json);
  common(group.command('list').description(say.rejectsList))
    .option('--reason <reason>')
    .option('--limit <n>', '1–500', Number)
    .action((wish: Record<string, unknown>) => asks('rejects.list', wish));
  common(group.command('fix').description(say.rejectsFix).argument('<id>'))
    .requiredOption('--event <json>', 'JSON, @file')
    .action(async (id: string, { event, ...wish }: { event: string }) => {
      const text = event.startsWith('@')
        ? await readFile(resolve(local.folder, event.slice(1)), 'utf8')
        : event;
      await asks('rejects.fix', { ...wish, id, event: text });
    });
  common(group.command('replay').description(say.rejectsReplay).argument('[ids...]'))
    .option('--reason <reason>')
    .action((ids: string[], wish: Record<string, unknown>) =>
      asks('rejects.replay', { ...wish, ...(ids.length > 0 ? { ids } : {}) }),
    );
}

function upkeep(root: Command, local: Local, say: Words, screen: Screen): void {
  root
    .command('erase')
    .description(say.erase)
    .argument('<userId>')
    .requiredOption('--workspace <workspace>', say.optionWorkspace)
    .option('--yes')
    .option('--json', say.json)
    .action(
      async (
        userId: string,
        { workspace, yes, json }: { workspace: string; yes?: boolean; json?: boolean },
      ) => {
        const input = { userId, dryRun: yes !== true };
        const result = await local.send(
          'ask',
          { operation: 'erasure.ask', workspace, input },
          screen.progress,
        );
        screen.show(result, json, yes === true ? say.erasing : say.needsYes);
      },
    );
  root
    .command('mcp')
    .description(say.mcp)
    .requiredOption('--workspace <workspace>', say.optionWorkspace)
    .action(({ workspace }: { workspace: string }) => local.mcp(workspace));
  root
    .command('doctor')
    .description(say.doctor)
    .option('--json', say.json)
    .action(async ({ json }: { json?: boolean }) => screen.show(await local.doctor(), json));
  root
    .command('demo')
    .description(say.demo)
    .option('--json', say.json)
    .action(async ({ json }: { json?: boolean }) =>
      screen.show(await local.send('demo', {}, screen.progress), json),
    );
  root
    .command('config')
    .description(say.config)
    .command('check')
    .description(say.configCheck)
    .option('--json', say.json)
    .action(async ({ json }: { json?: boolean }) => screen.show(await local.configCheck(), json));
}

async function inputOf(text: string | undefined, folder: string): Promise<unknown> {
  if (text === undefined) return {};
  const json = text.startsWith('@') ? await readFile(resolve(folder, text.slice(1)), 'utf8') : text;
  try {
    return JSON.parse(json);
  } catch {
    throw new DomainError('cli.not_json', {
      field: '--input',
      expected: 'JSON, or @ and the name of a file of JSON',
      got: text,
    });
  }
}

function pairs(pair: string, before: Record<string, string>): Record<string, string> {
  const at = pair.indexOf('=');
  if (at < 1)
    throw new DomainError('cli.not_a_pair', { field: '--map', expected: 'FIELD=COLUMN', got: pair });
  return { ...before, [pair.slice(0, at)]: pair.slice(at + 1) };
}

function port(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
  throw new DomainError('cli.not_a_port', {
    field: '--port',
    expected: 'a whole number from 0 to 65535',
    got: text,
  });
}
