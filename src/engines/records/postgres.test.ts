import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { sql } from '#src/basics/sql.ts';
import { migrate } from '#src/engines/migrations/index.ts';
import { openPostgres } from './index.ts';

const name = 'somebody_elses';
let admin: pg.Client;
beforeAll(async () => {
  admin = new pg.Client({ connectionString: inject('recordsAdminUrl') });
  await admin.connect();
  await admin.query(`create database ${name}`);
});
afterAll(async () => {
  await admin.query(`drop database ${name} with (force)`);
  await admin.end();
});

/** The run's PostgreSQL under another part of its address. */
function address(change: (url: URL) => void): string {
  const url = new URL(inject('recordsUrl'));
  change(url);
  return url.href;
}

describe('an address that cannot be', () => {
  it.each([
    ['a word', 'perdure', 'engines.records_address'],
    ['another kind of store', 'mysql://u:p@h/d', 'engines.records_address'],
    ['no database', 'postgres://u:p@127.0.0.1:5432', 'engines.records_address'],
    ['nobody listening', 'postgres://u:p@127.0.0.1:9/d', 'engines.records_unavailable'],
  ])('is refused: %s', async (_, url, code) => {
    await expect(openPostgres(url)).rejects.toMatchObject({ code });
  });

  it('is refused for its password or its database, and the password is not repeated', async () => {
    const password = address((url) => {
      url.password = 'hunter2';
    });
    const database = address((url) => {
      url.pathname = '/nowhere';
    });
    await expect(openPostgres(password)).rejects.toMatchObject({
      code: 'engines.records_password',
      message: expect.not.stringContaining('hunter2'),
    });
    await expect(openPostgres(database)).rejects.toMatchObject({ code: 'engines.records_database' });
  });
});

describe('the address of a superuser', () => {
  it('works as the owner role, so that the wall between workspaces holds', async () => {
    const url = new URL(inject('recordsAdminUrl'));
    url.pathname = `/${name}`;
    const records = await openPostgres(url.href);
    await migrate({ records });
    expect(await records.row(sql`select current_user as who, session_user as behind`)).toEqual({
      who: 'perdure',
      behind: 'postgres',
    });
    await records.run(sql`
      insert into workspaces (id, slug, name, timezone, week_start, currency)
      values ('a', 'a', 'A', 'UTC', 'monday', 'EUR'), ('b', 'b', 'B', 'UTC', 'monday', 'EUR')`);
    await records.run(sql`
      insert into sources (workspace_id, name, write_key) values (1, 'one', 'k1'), (2, 'two', 'k2')`);
    expect(await records.of(1).rows(sql`select name from sources`)).toEqual([{ name: 'one' }]);
    await records.close();
    const again = await openPostgres(records.url);
    expect(await again.rows(sql`select name from sources order by name`)).toHaveLength(2);
    await again.close();
  });
});
