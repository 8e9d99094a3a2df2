import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from 'node:zlib';
import type { Circumstances } from './engine-session.ts';
import { HttpRefusal } from './http-refusal.ts';

/** A request of ClickHouse's HTTP interface, read. */
export interface HttpAsk {
  readonly text: string;
  /** Rows of an insert, where they came apart from the statement. */
  readonly body: Uint8Array | undefined;
  readonly circumstances: Circumstances;
  readonly queryId: string;
  readonly defaultFormat: string;
  /** The asker takes the answer bit by bit. */
  readonly streamed: boolean;
  readonly gzipAnswer: boolean;
}

/** Asks for an answer bit by bit; a ClickHouse server does not know it and always does. */
export const streamedHeader = 'x-perdure-streamed';

/** Largest body taken into memory, after decompression: 256 MiB. */
export const largestBody = 256 * 1024 * 1024;

/** What the HTTP interface itself understands; everything else in the address is a setting. */
const ofTheInterface: ReadonlySet<string> = new Set([
  'query',
  'query_id',
  'database',
  'default_format',
  'user',
  'password',
  'quota_key',
  'compress',
  'decompress',
  'wait_end_of_query',
  'buffer_size',
  'send_progress_in_http_headers',
  'http_headers_progress_interval_ms',
  'enable_http_compression',
  'http_zlib_compression_level',
  'cancel_http_readonly_queries_on_client_close',
  'add_http_cors_header',
  'client_protocol_version',
  'session_timeout',
  'session_check',
]);

/**
 * Reads a request: address, then body.
 *
 * @throws HttpRefusal where it asks for what is not offered (server-side sessions, roles) or is too large
 */
export async function readAsk(request: IncomingMessage, address: URL): Promise<HttpAsk> {
  const search = address.searchParams;
  for (const name of ['session_id', 'role']) {
    if (search.has(name)) throw new HttpRefusal(501, 48, `${name} is not offered here`, 'NOT_IMPLEMENTED');
  }
  const bytes = request.method === 'POST' ? await readBody(request) : Buffer.alloc(0);
  const params = new Map([...search].flatMap(([name, value]) => param(name, value)));
  const { text, body } = statementAndRows(search.get('query') ?? '', bytes, request, params);
  const settings = [...search].filter(([name]) => !ofTheInterface.has(name) && !name.startsWith('param_'));
  return {
    text,
    body,
    circumstances: { database: search.get('database') ?? 'default', settings: new Map(settings), params },
    queryId: search.get('query_id') ?? crypto.randomUUID(),
    defaultFormat: search.get('default_format') ?? 'TabSeparated',
    streamed: request.headers[streamedHeader] === '1',
    gzipAnswer:
      search.get('enable_http_compression') === '1' &&
      /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? '')),
  };
}

function statementAndRows(
  query: string,
  bytes: Buffer,
  request: IncomingMessage,
  params: Map<string, string>,
): { text: string; body: Uint8Array | undefined } {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(
    request.headers['content-type'] ?? '',
  )?.[1];
  if (boundary === undefined) {
    if (query === '') return { text: bytes.toString('utf8'), body: undefined };
    return { text: query, body: bytes.length === 0 ? undefined : bytes };
  }
  let text = query;
  for (const [name, value] of formFields(bytes, boundary)) {
    if (name === 'query') text += value;
    for (const [key, bound] of param(name, value)) params.set(key, bound);
  }
  return { text, body: undefined };
}

const param = (name: string, value: string): [string, string][] =>
  name.startsWith('param_') ? [[name.slice('param_'.length), value]] : [];

/** Fields of a multipart form, as `@clickhouse/client` writes them. */
function* formFields(bytes: Buffer, boundary: string): Generator<[string, string]> {
  const fence = Buffer.from(`--${boundary}`);
  let at = bytes.indexOf(fence);
  while (at !== -1) {
    const next = bytes.indexOf(fence, at + fence.length);
    if (next === -1) return;
    const headEnd = bytes.indexOf('\r\n\r\n', at);
    const head = bytes.toString('latin1', at + fence.length, headEnd);
    const name = /name="([^"]*)"/i.exec(head)?.[1];
    if (headEnd === -1 || headEnd > next || name === undefined) {
      throw new HttpRefusal(400, 27, 'a form field without a name', 'CANNOT_PARSE_INPUT_ASSERTION_FAILED');
    }
    yield [name, bytes.toString('utf8', headEnd + 4, next - 2)];
    at = next;
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of inflated(request)) {
    const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
    size += bytes.length;
    if (size > largestBody) {
      throw new HttpRefusal(
        413,
        307,
        `a body above ${largestBody} bytes: send it in parts`,
        'TOO_MANY_BYTES',
      );
    }
    chunks.push(bytes);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, size);
}

function inflated(request: IncomingMessage): Readable {
  const encoding = request.headers['content-encoding'];
  if (encoding === undefined || encoding === 'identity') return request;
  const decoder = decoders.get(encoding);
  if (decoder === undefined)
    throw new HttpRefusal(400, 27, `content encoding ${encoding}`, 'UNKNOWN_COMPRESSION_METHOD');
  const stream = decoder();
  request.once('error', (error) => stream.destroy(error));
  return request.pipe(stream);
}

const decoders: ReadonlyMap<string, () => NodeJS.ReadWriteStream & Readable> = new Map([
  ['gzip', () => createGunzip()],
  ['deflate', () => createInflate()],
  ['br', () => createBrotliDecompress()],
  ['zstd', () => createZstdDecompress()],
]);
