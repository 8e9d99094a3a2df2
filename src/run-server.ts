import type { Config } from './config.ts';
import type { ServeWishes } from './doors/cli/index.ts';
import { loadDemos } from './load-demos.ts';
import { type Running, readRoles, serve } from './serve.ts';
import { version } from './version.ts';

const mostStoppingMs = 30_000;

/** Runs until a signal: starts, tells a person how it goes, stops in good order, and ends the process. */
export async function runServer(config: Config, wishes: ServeWishes): Promise<void> {
  const say = words[config.language];
  const signal = untilSignal();
  const running = await serve(config, {
    steps: (step) => tell(step === 'engines' ? say.engines : say.migrations),
    roles: readRoles(wishes.roles ?? 'all'),
  });
  const stopped = stopOn(signal, running, say);
  if (wishes.demo) await demos(running, say, signal);
  if (!signal.aborted) await welcome(running, say);
  await stopped;
  process.exit(0);
}

function untilSignal(): AbortSignal {
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stopping.abort());
  return stopping.signal;
}

function stopOn(signal: AbortSignal, running: Running, say: Words): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      tell(say.stopping);
      setTimeout(() => process.exit(1), mostStoppingMs).unref();
      resolve(running.stop());
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

async function demos(running: Running, say: Words, signal: AbortSignal): Promise<void> {
  let shown = -1;
  const progress = ({ done, total }: { readonly done: number; readonly total: number }) => {
    const percent = Math.floor((10 * done) / Math.max(1, total)) * 10;
    if (percent > shown) tell(`${say.demo} ${percent} %`);
    shown = Math.max(shown, percent);
  };
  await loadDemos(running.house, progress).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

async function welcome(running: Running, say: Words): Promise<void> {
  tell(`\nPerdure ${version} → ${running.address}`);
  const link = await running.house.access.entrance.createSetupLink();
  if (link !== undefined) tell(`${say.link}\n${link}\n`);
}

const tell = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const words = {
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
} as const;

type Words = { readonly [key in keyof (typeof words)['fr']]: string };
