import { type OpenRecords, openPostgres, type PostgresOptions } from './postgres.ts';
import { type ServerOptions, startPostgresServer } from './server.ts';

export type EmbeddedOptions = ServerOptions & PostgresOptions;

/**
 * Opens the records in a PostgreSQL of our own: brought by npm, made on the first start, started and stopped with
 * Perdure, and ended when Perdure is killed. Its password is made once and kept in the data folder.
 *
 * @throws as `startPostgresServer` and `openPostgres`
 */
export async function openEmbeddedPostgres(options: EmbeddedOptions): Promise<OpenRecords> {
  const server = await startPostgresServer(options);
  try {
    const records = await openPostgres(server.url, options);
    const close = async () => {
      await records.close();
      await server.stop();
    };
    return { ...records, close };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
