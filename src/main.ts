#!/usr/bin/env node
import { CommanderError } from 'commander';
import type { Operation } from './access/index.ts';
import { isDomainError } from './basics/errors.ts';
import { type Config, readConfig, settingsReference } from './config.ts';
import { exitCodeOf, type Progress, program, type ServeWishes } from './doors/cli/index.ts';
import { type AssistantParts, serveStdio } from './doors/mcp/index.ts';
import { runServer } from './run-server.ts';
import { openSession } from './session.ts';
import { version } from './version.ts';

const environment = process.env;
const language = environment.PERDURE_LANG === 'en' ? 'en' : 'fr';

/** Does one command, then lets go of what it opened. */
async function send(
  command: string,
  input: Readonly<Record<string, unknown>>,
  progress: Progress,
): Promise<unknown> {
  const leaving = new AbortController();
  process.once('SIGINT', () => leaving.abort());
  const session = openSession(readConfig(environment), leaving.signal);
  try {
    return await session.send(command, input, progress);
  } finally {
    await session.close();
  }
}

/** Answers an assistant on standard input and output until it leaves. */
async function assist(workspace: string): Promise<void> {
  const session = openSession(readConfig(environment), new AbortController().signal);
  const operations = (await session.send('ask.list', {})) as AssistantParts['operations'] & Operation[]; // our own list
  await session.send('ask', { operation: 'workspaces.list', workspace, input: {} }); // refuses an unknown workspace now
  const door = serveStdio({
    operations,
    ask: (operation, input) => session.send('ask', { operation, workspace, input, audited: 'mcp' }),
    language,
    version,
    report: (error) => process.stderr.write(`${String(error)}\n`),
  });
  await door.closed;
  await door.close();
  await session.close();
}

const serve = (wishes: ServeWishes): Promise<void> =>
  runServer(
    readConfig({
      ...environment,
      ...(wishes.port === undefined ? {} : { PERDURE_PORT: String(wishes.port) }),
      ...(wishes.data === undefined ? {} : { PERDURE_DATA: wishes.data }),
    }),
    wishes,
  );

const withoutSecrets = ({ secret: _secret, metricsToken: _token, ...read }: Config) => ({
  ...read,
  databaseUrl: withoutPassword(read.databaseUrl),
  clickhouseUrl: withoutPassword(read.clickhouseUrl),
  smtpUrl: withoutPassword(read.smtpUrl),
});

const withoutPassword = (url: string | null): string | null => url?.replace(/\/\/[^/]*@/, '//…@') ?? null;

function end(error: unknown): never {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
  const whole = environment.PERDURE_LOG === 'debug' && !isDomainError(error);
  if (error instanceof Error) process.stderr.write(`${whole ? error.stack : error.message}\n`);
  process.exit(exitCodeOf(error));
}

await program({
  language,
  version,
  folder: environment.INIT_CWD ?? process.cwd(),
  send,
  serve,
  mcp: assist,
  configCheck: async () => ({ read: withoutSecrets(readConfig(environment)), settings: settingsReference }),
  doctor: async () => ({
    version,
    node: process.version,
    settings: withoutSecrets(readConfig(environment)),
    checks: await send('doctor', {}, () => {}),
  }),
})
  .parseAsync()
  .catch(end);
