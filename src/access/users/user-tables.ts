import type { BetterAuthOptions } from 'better-auth';
import {
  type AdapterFactoryConfig,
  type CleanedWhere,
  type CustomAdapter,
  createAdapterFactory,
} from 'better-auth/adapters';
import { identifier, join, nothing, type Sql, sql, type Value } from '#src/basics/sql.ts';
import type { Records, Transaction } from '#src/engines/records/port.ts';

type Row = Record<string, unknown>;

/** better-auth's names for our tables, and the columns that it may touch. Whatever else they hold is ours alone. */
const tables: Readonly<Record<string, { readonly name: string; readonly columns: readonly string[] }>> = {
  user: {
    name: 'users',
    columns: 'id name email email_verified image two_factor_enabled created_at updated_at'.split(' '),
  },
  session: {
    name: 'user_sessions',
    columns: 'id user_id token expires_at ip_address user_agent created_at updated_at'.split(' '),
  },
  account: {
    name: 'user_credentials',
    columns: [
      'id user_id account_id provider_id password access_token refresh_token id_token access_token_expires_at',
      'refresh_token_expires_at scope created_at updated_at',
    ].flatMap((line) => line.split(' ')),
  },
  verification: {
    name: 'user_verifications',
    columns: 'id identifier value expires_at created_at updated_at'.split(' '),
  },
  twoFactor: {
    name: 'user_totp',
    columns: 'id user_id secret backup_codes verified failed_verification_count locked_until'.split(' '),
  },
};

/**
 * Where better-auth keeps people: our tables, through the records port.
 *
 * Its own adapters bring a query builder and a pool of their own; ours keeps one pool and one way of writing SQL, and
 * columns that it cannot name (`installation_admin`) are out of its reach.
 */
export const userTables = (records: Records) => (options: BetterAuthOptions) => {
  const over = (tx: Transaction, transaction: AdapterFactoryConfig['transaction']) =>
    createAdapterFactory({
      config: { adapterId: 'perdure-records', supportsNumericIds: false, supportsJSON: true, transaction },
      adapter: () => adapterOn(tx),
    })(options);
  return over(records, (work) => records.transaction((tx) => work(over(tx, false))));
};

function adapterOn(tx: Transaction): CustomAdapter {
  // better-auth's answers are rows of its own models: their types are its word, not checked here.
  const one = async <T>(model: string, statement: Sql): Promise<T | null> => {
    const [row] = await tx.rows(statement);
    return row === undefined ? null : (fromRow(model, row as Row) as T);
  };
  return {
    create: async <T>({ model, data }: { model: string; data: Row }) => {
      const made = await one<T>(model, inserting(model, data));
      if (made === null) throw new Error(`a row of ${model} was not returned`);
      return made;
    },
    findOne: ({ model, where }) => one(model, sql`${selecting(model)}${matching(model, where)} limit 1`),
    findMany: async <T>({ model, where, limit, sortBy, offset }: Many) => {
      const sorted =
        sortBy === undefined ? nothing : sql` order by ${column(model, sortBy.field)} ${direction(sortBy)}`;
      const rows = await tx.rows(
        sql`${selecting(model)}${matching(model, where)}${sorted} limit ${limit} offset ${offset ?? 0}`,
      );
      return rows.map((row) => fromRow(model, row as Row) as T);
    },
    count: async ({ model, where }) => {
      const found = await tx.row(
        sql<{ n: number }>`select count(*) as n from ${table(model)}${matching(model, where)}`,
      );
      return found?.n ?? 0;
    },
    update: ({ model, where, update }) =>
      one(model, updatingOne(model, where, assignments(model, update as Row))),
    updateMany: ({ model, where, update }) =>
      tx.run(sql`update ${table(model)} set ${assignments(model, update)}${matching(model, where)}`),
    delete: async ({ model, where }) => {
      await tx.run(sql`delete from ${table(model)}${matching(model, where)}`);
    },
    deleteMany: ({ model, where }) => tx.run(sql`delete from ${table(model)}${matching(model, where)}`),
    consumeOne: ({ model, where }) =>
      one(model, sql`delete from ${table(model)}${firstOf(model, where)} returning ${columnsOf(model)}`),
    incrementOne: ({ model, where, increment, set }) => {
      const added = Object.entries(increment).map(([field, by]) => {
        const name = column(model, field);
        return sql`${name} = coalesce(${name}, 0) + ${by}`;
      });
      const kept = set === undefined ? [] : [assignments(model, set)];
      return one(model, updatingOne(model, where, join([...added, ...kept], ', ')));
    },
  };
}

interface Many {
  readonly model: string;
  readonly where?: CleanedWhere[] | undefined;
  readonly limit: number;
  readonly sortBy?: { readonly field: string; readonly direction: 'asc' | 'desc' } | undefined;
  readonly offset?: number | undefined;
}

const direction = ({ direction: way }: { direction: 'asc' | 'desc' }): Sql =>
  way === 'asc' ? sql`asc` : sql`desc`;

const selecting = (model: string): Sql => sql`select ${columnsOf(model)} from ${table(model)}`;

const inserting = (model: string, data: Row): Sql => {
  const names = join(
    Object.keys(data).map((field) => column(model, field)),
    ', ',
  );
  const values = join(
    Object.values(data).map((value) => sql`${asValue(value)}`),
    ', ',
  );
  return sql`insert into ${table(model)} (${names}) values (${values}) returning ${columnsOf(model)}`;
};

const updatingOne = (model: string, where: CleanedWhere[], assigned: Sql): Sql =>
  sql`update ${table(model)} set ${assigned}${firstOf(model, where)} returning ${columnsOf(model)}`;

const assignments = (model: string, update: Row): Sql =>
  join(
    Object.entries(update).map(([field, value]) => sql`${column(model, field)} = ${asValue(value)}`),
    ', ',
  );

/** One row at most, held until the end of the statement: of two that want it, the second finds it changed. */
const firstOf = (model: string, where: CleanedWhere[]): Sql =>
  sql` where id = (select id from ${table(model)}${matching(model, where)} limit 1 for update)`;

/** Conditions joined by "or" form one group; all others must hold as well. */
function matching(model: string, where: readonly CleanedWhere[] = []): Sql {
  const all = where.filter((one) => one.connector !== 'OR').map((one) => condition(model, one));
  const any = where.filter((one) => one.connector === 'OR').map((one) => condition(model, one));
  const together = any.length === 0 ? all : [...all, sql`(${join(any, ' or ')})`];
  return together.length === 0 ? nothing : sql` where ${join(together, ' and ')}`;
}

function condition(model: string, { field, operator, value, mode }: CleanedWhere): Sql {
  const plain = column(model, field);
  const folds = mode === 'insensitive' && typeof value === 'string';
  const name = folds ? sql`lower(${plain})` : plain;
  const sought = folds ? value.toLowerCase() : asValue(value);
  if (sought === null) return operator === 'ne' ? sql`${name} is not null` : sql`${name} is null`;
  switch (operator ?? 'eq') {
    case 'eq':
      return sql`${name} = ${sought}`;
    case 'ne':
      return sql`${name} <> ${sought}`;
    case 'lt':
      return sql`${name} < ${sought}`;
    case 'lte':
      return sql`${name} <= ${sought}`;
    case 'gt':
      return sql`${name} > ${sought}`;
    case 'gte':
      return sql`${name} >= ${sought}`;
    case 'in':
      return sql`${name} = any(${sought})`;
    case 'not_in':
      return sql`${name} <> all(${sought})`;
    case 'contains':
      return sql`strpos(${name}, ${sought}) > 0`;
    case 'starts_with':
      return sql`starts_with(${name}, ${sought})`;
    case 'ends_with':
      return sql`right(${name}, length(${sought})) = ${sought}`;
  }
}

const tableNames = Object.values(tables).map((one) => one.name);

const shapeOf = (model: string) => {
  const shape = tables[model];
  if (shape === undefined) throw new Error(`sign-in asks for an unknown table "${model}"`);
  return shape;
};

const table = (model: string): Sql => identifier(shapeOf(model).name, tableNames);
const columnsOf = (model: string): Sql =>
  join(
    shapeOf(model).columns.map((name) => column(model, name)),
    ', ',
  );
const column = (model: string, field: string): Sql => identifier(snake(field), shapeOf(model).columns);

const snake = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const camel = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Rows come with instants as text; better-auth compares Dates. */
const fromRow = (model: string, row: Row): Row =>
  Object.fromEntries(
    shapeOf(model).columns.map((name) => {
      const value = row[name];
      return [camel(name), /_(at|until)$/.test(name) && typeof value === 'string' ? new Date(value) : value];
    }),
  );

function asValue(value: unknown): Value {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(asValue);
  throw new Error(`sign-in wants to store a ${typeof value}`);
}
