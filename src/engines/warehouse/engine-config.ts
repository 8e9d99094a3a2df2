import { totalmem } from 'node:os';

/** What the engine may use of the machine. */
export interface EngineLimits {
  /** Bytes for all statements and caches together; 40 % of the machine's memory unless told, at most 6 GiB. */
  readonly memory?: number;
  /** Bytes of the disk that are never written to: inserts fail as `no_space` before others run out; 512 MiB unless told. */
  readonly keepFree?: number;
}

const gibibyte = 1024 ** 3;

/** Bytes the engine may use in all. */
export const engineMemory = ({ memory }: EngineLimits): number =>
  Math.floor(memory ?? Math.min(totalmem() * 0.4, 6 * gibibyte));

/**
 * The engine's own configuration: what is not a setting of a statement.
 *
 * The mark cache is 5 GiB by default, the log goes to the console: neither suits a process beside others.
 */
export function engineConfig(limits: EngineLimits, tmpFolder: string): string {
  const memory = engineMemory(limits);
  const values = {
    max_server_memory_usage: memory,
    mark_cache_size: Math.floor(Math.min(memory / 16, gibibyte / 4)),
    index_mark_cache_size: 0,
    uncompressed_cache_size: 0,
    query_condition_cache_size: Math.floor(memory / 64),
    tmp_path: `${tmpFolder}/`,
    background_pool_size: 2,
    background_merges_mutations_concurrency_ratio: 2,
    background_common_pool_size: 2,
    background_schedule_pool_size: 4,
    background_move_pool_size: 1,
    background_fetches_pool_size: 1,
    timezone: 'UTC',
  };
  const lines = Object.entries(values).map(([name, value]) => `  <${name}>${xml(String(value))}</${name}>`);
  const keepFree = Math.floor(limits.keepFree ?? gibibyte / 2);
  return `<clickhouse>
  <logger><level>none</level></logger>
  <storage_configuration><disks><default>
    <keep_free_space_bytes>${keepFree}</keep_free_space_bytes>
  </default></disks></storage_configuration>
${lines.join('\n')}
</clickhouse>
`;
}

const xml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** Settings every statement has in the child unless it says otherwise. */
export const engineBase: ReadonlyMap<string, string> = new Map([
  ['max_query_size', String(256 * 1024 * 1024)], // long lists of ids come as parameters, set by a statement
  ['async_insert', '0'],
  // Mapped into memory, a file counts as the process's own: 4 GB resident for a file of 2.3 GB.
  ['storage_file_read_method', 'pread'],
]);
