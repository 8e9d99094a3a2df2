#!/usr/bin/env node
import { CommanderError } from 'commander';
import { permissions } from './access/index.ts';
import { isDomainError } from './basics/errors.ts';
import { commandRunner } from './commands.ts';
import { readConfig, settingsReference } from './config.ts';
import { exitCodeOf, type Progress, program, sendCommand } from './doors/cli/index.ts';
import { openHouse } from './house.ts';
import { loadDemos, readRoles, serve } from './serve.ts';
import { version } from './version.ts';

const language = process.env['PERDURE_LANG'] === 'en' ? 'en' : 'fr';
const folder = process.env['INIT_CWD'] ?? process.cwd();

/** In the running Perdure when there is one on this data folder; else the engines are started for the while. */
async function send(
  command: string,
  input: Readonly<Record<string, unknown>>,
  progress: Progress,
): Promise<unknown> {
  const config = readConfig(process.env);
  const sent = await sendCommand(config.dataFolder, command, input, progress);
  if (sent !== undefined) return sent.result;
  const quiet = { ...config, log: config.log === 'info' ? ('error' as const) : config.log };
  const house = await openHouse(quiet, {
    steps: () => {},
    home: () => `http://${config.host}:${config.port}`,
  });
  const leaving = new AbortController();
  process.once('SIGINT', () => leaving.abort());
  try {
    const result = await commandRunner(house)(command, input, progress, leaving.signal);
    await house.jobs.drain();
    return result;
  } finally {
    await house.close();
  }
}

async function runServer(wishes: {
  port?: number;
  data?: string;
  roles?: string;
  demo: boolean;
}): Promise<void> {
  const environment = {
    ...process.env,
    ...(wishes.port === undefined ? {} : { PERDURE_PORT: String(wishes.port) }),
    ...(wishes.data === undefined ? {} : { PERDURE_DATA: wishes.data }),
  };
  const config = readConfig(environment);
  const say = steps[config.language];
  const tell = (text: string) => process.stdout.write(`${text}\n`);
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
  const running = await serve(config, {
    steps: (step) => tell(say[step] ?? step),
    roles: readRoles(wishes.roles ?? 'all'),
  });
  const stopped = new Promise<void>((resolve) => {
    const stop = () => {
      tell(say['stopping'] ?? '');
      setTimeout(() => process.exit(1), 30_000).unref();
      resolve(running.stop());
    };
    if (stopping.signal.aborted) stop();
    else stopping.signal.addEventListener('abort', stop, { once: true });
  });
  if (wishes.demo && !stopping.signal.aborted) await demos(running.house, tell, say, stopping.signal);
  if (!stopping.signal.aborted) {
    const link = await running.house.access.entrance.createSetupLink();
    tell(`\nPerdure ${version} → ${running.address}`);
    if (link !== undefined) tell(`${say['link']}\n${link}\n`);
  }
  await stopped;
  process.exit(0);
}

async function demos(
  house: Awaited<ReturnType<typeof serve>>['house'],
  tell: (text: string) => void,
  say: Record<string, string>,
  signal: AbortSignal,
): Promise<void> {
  let shown = -1;
  await loadDemos(house, ({ done, total }) => {
    const percent = Math.floor((done / total) * 10) * 10;
    if (percent > shown) tell(`${say['demo']} ${percent} %`);
    shown = Math.max(shown, percent);
  }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

async function runMcp(workspace: string): Promise<void> {
  const { serveStdio } = await import('./doors/mcp/index.ts');
  const operations = (await send('operations', {}, () => {})) as never;
  await serveStdio({
    operations,
    permissions,
    ask: (operation: string, input: unknown) => send('ask', { operation, workspace, input }, () => {}),
  } as never);
}

const withoutSecrets = ({
  secret: _secret,
  databaseUrl,
  clickhouseUrl,
  smtpUrl,
  metricsToken: _token,
  ...rest
}: ReturnType<typeof readConfig>) => ({
  ...rest,
  databaseUrl: hidden(databaseUrl),
  clickhouseUrl: hidden(clickhouseUrl),
  smtpUrl: hidden(smtpUrl),
});

const hidden = (url: string | null): string | null => url?.replace(/\/\/[^@/]*@/, '//…@') ?? null;

const steps: Record<'fr' | 'en', Record<string, string>> = {
  fr: {
    engines: 'Démarrage des moteurs…',
    migrations: 'Mise à niveau des données…',
    demo: 'Espaces de démonstration…',
    stopping: 'Arrêt…',
    link: 'Lien de connexion du premier administrateur (à usage unique, valable un jour) :',
  },
  en: {
    engines: 'Starting the engines…',
    migrations: 'Bringing the data up to date…',
    demo: 'Demo workspaces…',
    stopping: 'Stopping…',
    link: 'Sign-in link of the first administrator (used once, valid for a day):',
  },
};

await program({
  language,
  version,
  folder,
  send,
  serve: runServer,
  mcp: runMcp,
  configCheck: async () => ({ settings: settingsReference, read: withoutSecrets(readConfig(process.env)) }),
  doctor: async () => ({
    version,
    node: process.version,
    settings: withoutSecrets(readConfig(process.env)),
    checks: await send('doctor', {}, () => {}),
  }),
})
  .parseAsync()
  .catch((error: unknown) => {
    if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
    process.stderr.write(
      `${isDomainError(error) || process.env['PERDURE_LOG'] !== 'debug' ? String((error as Error).message) : String((error as Error).stack)}\n`,
    );
    process.exit(exitCodeOf(error));
  });
