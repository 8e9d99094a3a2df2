import { join } from 'node:path';
import { type Logger, pino } from 'pino';
import { type Access, type Operation, openAccess, type Turns } from './access/index.ts';
import { newId } from './basics/ids.ts';
import { sql } from './basics/sql.ts';
import { choresOf, cronChores, resumeChores } from './chores.ts';
import type { Config } from './config.ts';
import { contractLedger } from './customers/contracts/index.ts';
import { startUpkeep } from './customers/upkeep/index.ts';
import { deliveryParts } from './delivering.ts';
import { type Clock, fixedClock, systemClock } from './engines/clock/index.ts';
import { type ClaimedFolder, claimDataFolder } from './engines/data-folder/index.ts';
import { type OpenJobs, openJobs } from './engines/jobs/index.ts';
import { type Journal, openJournal } from './engines/journal/index.ts';
import { type Mail, openMailLane, openOutbox, openSmtp } from './engines/mail/index.ts';
import { migrate } from './engines/migrations/index.ts';
import { type OpenRecords, openEmbeddedPostgres, openPostgres } from './engines/records/index.ts';
import { connectWarehouse, openChdb, openReader, type Warehouse } from './engines/warehouse/index.ts';
import { KnownNumbers } from './events/identity/index.ts';
import { type ImportParts, resumeImports } from './events/imports/index.ts';
import {
  type InternalRule,
  type Loader,
  type LoadingParts,
  type LoadPlace,
  promisedMs,
  RecentIds,
  startLoader,
} from './events/loading/index.ts';
import { LiveEvents } from './live.ts';
import { type Measures, openMeasures } from './measures.ts';
import { startDelivery } from './messages/delivery/index.ts';
import { keepers, personalData, sliceOperations } from './slices.ts';
import { version } from './version.ts';

/** The whole of Perdure, opened: engines, slices, and what runs by itself. */
export interface House {
  readonly config: Config;
  readonly log: Logger;
  readonly clock: Clock;
  readonly folder: ClaimedFolder;
  readonly records: OpenRecords;
  readonly warehouse: Warehouse;
  readonly journal: Journal;
  readonly jobs: OpenJobs;
  readonly mail: Mail;
  readonly access: Access;
  readonly operations: readonly Operation[];
  readonly loading: LoadingParts;
  readonly live: LiveEvents;
  readonly measures: Measures;
  /** Begins loading and chores, as far as they are this process's roles. */
  start(what: { readonly load: boolean; readonly work: boolean }): Promise<void>;
  readonly loader: Loader | undefined;
  /** Finishes what is in hand, then lets go of everything, last opened first. */
  close(): Promise<void>;
}

/** Tells a person what the opening is at. */
export type Steps = (step: string) => void;

/** What opening needs beside the settings. */
export interface Opening {
  readonly steps: Steps;
  /** Where people reach Perdure; known once it listens. */
  readonly home: () => string;
}

/**
 * Opens the house. What was opened is closed again where a later step fails.
 *
 * @throws DomainError of kind `unavailable` naming the engine, the folder or the setting at fault
 */
export async function openHouse(config: Config, opening: Opening): Promise<House> {
  const closers: (() => Promise<unknown>)[] = [];
  const closeAll = async () => {
    const faults: unknown[] = [];
    for (const close of closers.splice(0).reverse())
      await close().catch((fault: unknown) => faults.push(fault));
    if (faults.length > 0) throw new AggregateError(faults, 'not everything could be closed');
  };
  const opened = <T>(thing: T, close: (thing: T) => Promise<unknown>): T => {
    closers.push(() => close(thing));
    return thing;
  };
  try {
    return await build(config, opening, opened, closeAll);
  } catch (error) {
    await closeAll();
    throw error;
  }
}

type Opened = <T>(thing: T, close: (thing: T) => Promise<unknown>) => T;

async function build(
  config: Config,
  opening: Opening,
  opened: Opened,
  closeAll: () => Promise<void>,
): Promise<House> {
  const log = pino({ level: config.log, base: null }, pino.destination({ dest: 2, sync: true }));
  const clock = config.now === null ? systemClock : fixedClock(config.now);
  const folder = opened(await claimDataFolder(config.dataFolder, version), async (it) => it.release());
  const engines = await openEngines(config, { log, opened, steps: opening.steps, clock });
  const { records, warehouse } = engines;
  const live = new LiveEvents();
  const measures = openMeasures(engines.journal, clock);
  const loading = loadingParts({ records, warehouse, clock, live, measures });
  const mail = opened(
    config.smtpUrl === null
      ? await openOutbox({ folder: folder.path, clock })
      : openSmtp({ url: config.smtpUrl }),
    (it) => it.close(),
  );
  const access = openAccess({
    records,
    clock,
    send: (letter) => mail.send(letter),
    language: config.language,
    secret: await folder.secret(config.secret),
    tls: config.publicUrl?.startsWith('https:') ?? false,
    home: opening.home,
  });
  let loader: Loader | undefined;
  let upkeep: Turns | undefined;
  let delivery: Turns | undefined;
  const imports = importParts({ records, warehouse, clock, loading, folder });
  const chores = choresOf({
    loading,
    imports,
    demo: { loading, workspaces: access.workspaces },
    tidy: () => access.tidy(),
    jobs: () => jobs,
    erasure: {
      records,
      warehouse,
      clock,
      holders: personalData,
      journalDrained: () => drained(engines.journal, loader),
      journalForgets: () => engines.journal.forget(),
    },
  });
  const jobs = await openJobs({ url: records.url, clock, handlers: chores, cron: cronChores, log });
  let jobsClosed: Promise<void> | undefined;
  const closeJobs = (): Promise<void> => {
    jobsClosed ??= jobs.close();
    return jobsClosed;
  };
  opened(jobs, closeJobs);
  return {
    config,
    log,
    clock,
    folder,
    ...engines,
    jobs,
    mail,
    access,
    operations: [...access.operations, ...sliceOperations] as unknown as readonly Operation[], // as in slices.ts
    loading,
    live,
    measures,
    get loader() {
      return loader;
    },
    start: async ({ load, work }) => {
      if (load)
        loader = opened(startLoader({ ...loading, journal: engines.journal, logger: log }), (it) =>
          it.stop(),
        );
      if (!work) return;
      await resumeImports(imports, jobs);
      await resumeChores(records, jobs);
      await jobs.start();
      upkeep = startUpkeep({
        records,
        warehouse,
        clock,
        journal: engines.journal,
        keepers,
        workspaces: () => access.workspaces.all(),
        logger: log,
      });
      const mailLane =
        config.smtpUrl === null
          ? null
          : opened(openMailLane({ url: config.smtpUrl, clock }), (it) => it.close());
      delivery = startDelivery({
        ...deliveryParts({ records, warehouse, clock, mailLane, name: `delivery ${newId('prc')}` }),
        workspaces: () => access.workspaces.all(),
        logger: log,
      });
    },
    // Together: each may wait for a lock that the other holds.
    close: async () => {
      await Promise.allSettled([loader?.stop(), upkeep?.stop(), delivery?.stop(), closeJobs()]);
      await closeAll();
    },
  };
}

async function openEngines(
  config: Config,
  {
    log,
    opened,
    steps,
    clock,
  }: { readonly log: Logger; readonly opened: Opened; readonly steps: Steps; readonly clock: Clock },
): Promise<Pick<House, 'records' | 'warehouse' | 'journal'>> {
  steps('engines');
  const folder = config.dataFolder;
  const [recordsOpening, warehouseOpening] = await Promise.allSettled([
    config.databaseUrl === null
      ? openEmbeddedPostgres({ folder, log })
      : openPostgres(config.databaseUrl, { log }),
    config.clickhouseUrl === null
      ? openChdb({ folder: join(folder, 'warehouse'), logger: log })
      : Promise.resolve(connectWarehouse(warehouseAddress(config.clickhouseUrl))),
  ]);
  if (recordsOpening.status === 'fulfilled') opened(recordsOpening.value, (it) => it.close());
  if (warehouseOpening.status === 'fulfilled') opened(warehouseOpening.value, (it) => it.close());
  if (recordsOpening.status === 'rejected') throw recordsOpening.reason;
  if (warehouseOpening.status === 'rejected') throw warehouseOpening.reason;
  const records = recordsOpening.value;
  const warehouse = warehouseOpening.value;
  await warehouse.ping();
  steps('migrations');
  await migrate({ records, warehouse });
  const journal = opened(await openJournal({ folder }), (it) => it.close());
  for (const damage of journal.damage)
    log.error({ damage, at: clock.now() }, 'the journal was broken and is mended');
  return { records, warehouse, journal };
}

/** Nothing accepted before waits to be loaded; where nobody loads here, nothing may wait at all. */
async function drained(journal: Journal, loader: Loader | undefined): Promise<void> {
  if (loader !== undefined) return loader.drained();
  const { entries } = await journal.waiting();
  if (entries > 0) throw new Error('events wait in the journal and nobody loads them here; start Perdure');
}

/** What importing works with. */
export const importParts = ({
  records,
  warehouse,
  clock,
  loading,
  folder,
}: Pick<House, 'records' | 'warehouse' | 'clock' | 'loading' | 'folder'>): ImportParts => ({
  records,
  warehouse,
  clock,
  loading,
  folder,
  openReader: () => openReader(folder.path),
  contracts: contractLedger,
});

function loadingParts({
  records,
  warehouse,
  clock,
  live,
  measures,
}: Pick<House, 'records' | 'warehouse' | 'clock' | 'live' | 'measures'>): LoadingParts {
  return {
    records,
    warehouse,
    clock,
    recent: new RecentIds(promisedMs),
    known: new KnownNumbers(),
    placeOf: (workspace) =>
      records.row(sql<LoadPlace & { rules: InternalRule[] }>`
        select timezone, layout, internal_rules as rules, plan_version as plan
        from workspaces
        where number = ${workspace}`),
    onLoaded: (workspace, { stored, outcome }) => {
      measures.loaded(outcome);
      live.tell(workspace, stored);
    },
  };
}

const warehouseAddress = (url: string) => {
  const { username, password, pathname, origin } = new URL(url);
  return {
    url: origin,
    user: decodeURIComponent(username) || 'default',
    password: decodeURIComponent(password),
    database: pathname.slice(1) || 'default',
    local: false,
  };
};
