import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DomainError } from '#src/basics/errors.ts';
import { type Binaries, findBinaries, majorOf, output } from './binaries.ts';
import { type ServerUser, serverUser } from './server-user.ts';

/** A PostgreSQL data folder of ours, made and ready to be served. */
export interface Cluster {
  readonly binaries: Binaries;
  readonly user: ServerUser;
  /** PostgreSQL's own folder. */
  readonly data: string;
  readonly logFile: string;
  readonly keys: Keys;
}

/** Passwords, made once. */
export interface Keys {
  readonly superuser: string;
  readonly owner: string;
}

/**
 * Finds the cluster under `records/`, or makes it: once, and complete or not at all.
 *
 * @param place Perdure's data folder
 * @throws DomainError `engines.records_version` where it was made by another PostgreSQL than the one npm brought
 */
export async function prepareCluster(place: string): Promise<Cluster> {
  const folder = resolve(place);
  const home = join(folder, 'records');
  await mkdir(home, { recursive: true, mode: 0o700 });
  const binaries = await findBinaries();
  const data = join(home, 'data');
  const user = await serverUser(data, [dirname(folder), binaries.folder]);
  await letPass([folder, home], user);
  const keys = await keysIn(home);
  const cluster = { binaries, user, data, logFile: join(home, 'server.log'), keys };
  const made = await versionOf(data);
  if (made === undefined) await makeCluster(cluster, home);
  else await checkVersion(made, binaries);
  return cluster;
}

/** Root lets the server's group, and nobody else, pass through our two folders. */
async function letPass(folders: readonly string[], { identity }: ServerUser): Promise<void> {
  if (identity.gid === undefined) return;
  for (const folder of folders) {
    await chown(folder, 0, identity.gid);
    await chmod(folder, 0o710);
  }
}

async function keysIn(home: string): Promise<Keys> {
  const file = join(home, 'keys.json');
  const kept = await textOf(file);
  if (kept !== undefined) return JSON.parse(kept) as Keys; // written below and by nobody else
  const keys = { superuser: randomBytes(24).toString('hex'), owner: randomBytes(24).toString('hex') };
  const draft = `${file}.new`;
  await writeFile(draft, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flush: true });
  await rename(draft, file);
  return keys;
}

async function versionOf(data: string): Promise<number | undefined> {
  const text = await textOf(join(data, 'PG_VERSION'));
  return text === undefined ? undefined : Number(text.trim());
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function checkVersion(made: number, binaries: Binaries): Promise<void> {
  const ours = await majorOf(binaries);
  if (made === ours) return;
  throw new DomainError('engines.records_version', {
    kind: 'unavailable',
    expected:
      made > ours
        ? `records written by PostgreSQL ${ours}; use the Perdure that last ran on this data folder, or a newer one`
        : `records written by PostgreSQL ${ours}; move them over with pg_upgrade, or with a dump from the Perdure that wrote them`,
    got: `PostgreSQL ${made}`,
  });
}

/**
 * initdb in a folder beside, then one rename: a kill half-way leaves nothing that looks finished.
 *
 * The collation is PostgreSQL's own C.UTF-8: an upgrade of the system never reorders an index.
 */
async function makeCluster({ binaries, user, data, keys }: Cluster, home: string): Promise<void> {
  const draft = `${data}.new`;
  const passwordFile = join(home, 'initdb.password');
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, keys.superuser, { mode: 0o600 });
  const { uid, gid } = user.identity;
  if (uid !== undefined && gid !== undefined) {
    await Promise.all([draft, passwordFile].map((path) => chown(path, uid, gid)));
  }
  const [program = binaries.initdb, ...args] = [
    ...user.prefix,
    binaries.initdb,
    `--pgdata=${draft}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
  ];
  try {
    await output(program, args, user.identity);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(draft, data);
}
