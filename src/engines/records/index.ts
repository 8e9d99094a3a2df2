export { type EmbeddedOptions, openEmbeddedPostgres } from './embedded.ts';
export { asRecordsError } from './faults.ts';
export type { Records, Transaction, WorkspaceRecords } from './port.ts';
export { type OpenRecords, openPostgres, type PostgresOptions } from './postgres.ts';
export { type PostgresServer, type ServerOptions, startPostgresServer } from './server.ts';
