import pg from 'pg';
import type { Logger } from 'pino';
import { DomainError } from '#src/basics/errors.ts';
import { asRecordsError, codeOf } from './faults.ts';
import type { Records } from './port.ts';
import { recordsOn } from './records.ts';
import { types } from './values.ts';

/** The oldest PostgreSQL whose features we use. */
const oldestMajor = 15;

const ownerRole = 'perdure';

/** Records, and the address under which our own libraries (jobs, sign-in) reach the same database. */
export interface OpenRecords extends Records {
  /** Holds the password: never to be logged. */
  readonly url: string;
}

export interface PostgresOptions {
  /** Connections held at most; 10 unless told. */
  readonly connections?: number;
  readonly log?: Pick<Logger, 'warn'>;
}

interface Setup {
  readonly version: number;
  readonly whole: string | null;
  readonly wall: boolean;
}

/**
 * Opens the records in a PostgreSQL that somebody else runs.
 *
 * A superuser passes through row-level security; where the address is a superuser's, every connection works as
 * the role `perdure`, which is made on the way.
 *
 * @param url `postgres://user:password@host:5432/database?sslmode=…`
 * @throws DomainError `engines.records_address`, `engines.records_password`, `engines.records_database`,
 *   `engines.records_too_old`, `engines.records_role`, `engines.records_pooler`, `engines.records_unavailable`
 */
export async function openPostgres(url: string, options: PostgresOptions = {}): Promise<OpenRecords> {
  const plain = checkedAddress(url);
  const asOwner = (await passesWalls(plain)) ? await withOwnerRole(plain) : plain;
  const address = withSettings(asOwner, ['-c perdure.whole=on']);
  const pool = openPool(address, options);
  try {
    await checkSetup(pool);
  } catch (error) {
    await pool.end();
    throw asStartFault(error, url);
  }
  return { ...recordsOn(pool), url: address };
}

function openPool(address: string, { connections = 10, log }: PostgresOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: address,
    types,
    max: connections,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    application_name: 'perdure',
  });
  // A connection that breaks is replaced by the pool, and whoever was asking hears of it. Without a listener, also
  // on connections in use between two statements, Node would end the process. Those that we end are no loss.
  const lost = (error: unknown) => {
    if (!pool.ending) log?.warn({ err: error }, 'a connection to PostgreSQL was lost');
  };
  pool.on('error', lost);
  pool.on('connect', (client) => client.on('error', lost));
  return pool;
}

function checkedAddress(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed && /^postgres(ql)?:$/.test(parsed.protocol) && parsed.pathname.length > 1) return url;
  throw new DomainError('engines.records_address', {
    field: 'DATABASE_URL',
    expected: 'an address such as postgres://user:password@host:5432/database',
    got: withoutPassword(url),
  });
}

/** Session settings travel in the address, so that every library that is given it gets them. */
function withSettings(url: string, settings: readonly string[]): string {
  const address = new URL(url);
  const kept = address.searchParams.get('options');
  const all = [...(kept === null ? [] : [kept]), '-c TimeZone=UTC', '-c DateStyle=ISO', ...settings];
  address.searchParams.set('options', [...new Set(all)].join(' '));
  return address.href;
}

async function passesWalls(url: string): Promise<boolean> {
  const [role] = await once<{ passes: boolean }>(
    url,
    'select rolsuper or rolbypassrls as passes from pg_roles where rolname = current_user',
  );
  return role?.passes === true;
}

/** Makes the role under which a superuser's connections work, and gives it the database to build in. */
async function withOwnerRole(url: string): Promise<string> {
  const [role] = await once<{ passes: boolean }>(
    url,
    `select rolsuper or rolbypassrls as passes from pg_roles where rolname = '${ownerRole}'`,
  );
  if (role?.passes) throw roleRefused(`role ${ownerRole} is one`);
  if (role === undefined) await once(url, `create role ${ownerRole} nologin`);
  await once(
    url,
    `do $$ begin
      execute format('grant all on database %I to ${ownerRole}', current_database());
    end $$;
    grant all on schema public to ${ownerRole}`,
  );
  return withSettings(url, [`-c role=${ownerRole}`]);
}

const roleRefused = (got: string): DomainError =>
  new DomainError('engines.records_role', {
    kind: 'unavailable',
    field: 'DATABASE_URL',
    expected: 'a role that is neither superuser nor BYPASSRLS, so that workspaces stay apart',
    got,
  });

async function once<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined); // also given to whoever waits below
  try {
    await client.connect();
    return (await client.query<Row>(text)).rows;
  } catch (error) {
    throw asStartFault(error, url);
  } finally {
    await client.end();
  }
}

async function checkSetup(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<Setup>(`
    select current_setting('server_version_num')::int as version,
      current_setting('perdure.whole', true) as whole,
      (select not (rolsuper or rolbypassrls) from pg_roles where rolname = current_user) as wall`);
  const [setup] = rows;
  if (setup === undefined) throw new Error('PostgreSQL did not say what it is');
  if (setup.version < oldestMajor * 10_000) {
    throw new DomainError('engines.records_too_old', {
      kind: 'unavailable',
      field: 'DATABASE_URL',
      expected: `PostgreSQL ${oldestMajor} or newer`,
      got: Math.floor(setup.version / 10_000),
    });
  }
  if (setup.whole !== 'on') {
    throw new DomainError('engines.records_pooler', {
      kind: 'unavailable',
      field: 'DATABASE_URL',
      expected: 'PostgreSQL itself, or a pooler that keeps session settings',
      got: 'a connection without them',
    });
  }
  if (!setup.wall) throw roleRefused('a role that is');
}

/** What went wrong on opening, in words for whoever wrote the address. The password is not repeated. */
function asStartFault(error: unknown, url: string): unknown {
  const code = codeOf(error);
  const got = withoutPassword(url);
  const refusal = (reason: string, expected: string) =>
    Object.assign(
      new DomainError(`engines.${reason}`, { kind: 'unavailable', field: 'DATABASE_URL', expected, got }),
      { cause: error },
    );
  if (code === '28P01' || code === '28000') {
    return refusal('records_password', 'a user and password that PostgreSQL accepts');
  }
  if (code === '3D000') return refusal('records_database', 'the name of a database that exists');
  if (code === 'ENOTFOUND') return refusal('records_address', 'the name of a host that exists');
  return asRecordsError(error);
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return url.replace(/:[^:@/]*@/, ':…@');
  const address = new URL(url);
  if (address.password !== '') address.password = '…';
  return decodeURIComponent(address.href);
}
