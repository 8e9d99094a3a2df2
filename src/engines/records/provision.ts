import pg from 'pg';

/**
 * Makes role and database `perdure` where they are absent. The role is no superuser, so that row-level security
 * binds it; it owns its database.
 */
export async function provision(adminUrl: string, password: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const { rows: roles } = await admin.query(`select 1 from pg_roles where rolname = 'perdure'`);
    if (roles.length === 0)
      await admin.query(`create role perdure login password ${admin.escapeLiteral(password)}`);
    const { rows: databases } = await admin.query(`select 1 from pg_database where datname = 'perdure'`);
    if (databases.length === 0) await admin.query('create database perdure owner perdure');
  } finally {
    await admin.end();
  }
}
