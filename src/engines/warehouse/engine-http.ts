import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Answer, Engine } from './engine.ts';
import { type HttpAsk, readAsk } from './http-ask.ts';
import { codeOf, HttpRefusal, statusOfCode, textOf } from './http-refusal.ts';
import { insertTarget, sortStatement } from './statement-sort.ts';

const zip = promisify(gzip);

/**
 * The part of ClickHouse's HTTP interface that `@clickhouse/client` uses, over the engine of this process.
 *
 * @param secret user and password every request but `/ping` must carry
 */
export function engineHttp(engine: Engine, secret: { user: string; password: string }): Server {
  const server = createServer(
    { keepAliveTimeout: 65_000, requestTimeout: 0, maxHeaderSize: 4 * 1024 * 1024 },
    (request, response) => {
      answer(engine, secret, request, response).catch((error) => refuse(response, error));
    },
  );
  return server;
}

async function answer(
  engine: Engine,
  secret: { user: string; password: string },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const address = new URL(request.url ?? '/', 'http://engine');
  if (address.pathname === '/ping') return void response.end('Ok.\n');
  if (address.pathname !== '/')
    throw new HttpRefusal(404, 60, `no such address: ${address.pathname}`, 'UNKNOWN_TABLE');
  if (!knows(secret, request))
    throw new HttpRefusal(403, 516, 'Authentication failed', 'AUTHENTICATION_FAILED');
  const ask = await readAsk(request, address);
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort(new Error('the asker has gone'));
  });
  if (request.socket.destroyed) gone.abort(new Error('the asker has gone'));
  response.setHeader('X-ClickHouse-Query-Id', ask.queryId.replaceAll(/[^\x20-\x7e]/g, '?'));
  response.setHeader('X-ClickHouse-Timezone', 'UTC');
  await perform(engine, ask, gone.signal, response);
}

async function perform(
  engine: Engine,
  ask: HttpAsk,
  signal: AbortSignal,
  response: ServerResponse,
): Promise<void> {
  const { circumstances } = ask;
  if (ask.body !== undefined) {
    const stored = await engine.insert(insertTarget(ask.text), ask.body, { circumstances, signal });
    return send(response, stored, ask);
  }
  const { lane, text, format = ask.defaultFormat } = sortStatement(ask.text);
  response.setHeader('X-ClickHouse-Format', format);
  if (lane === 'read' && ask.streamed) return pour(engine, { text, format, ask, signal }, response);
  return send(response, await engine.ask(lane, text, format, { circumstances, signal }), ask);
}

async function send(response: ServerResponse, answer: Answer, ask: HttpAsk): Promise<void> {
  response.setHeader(
    'X-ClickHouse-Summary',
    JSON.stringify({
      read_rows: String(answer.rowsRead),
      read_bytes: String(answer.bytesRead),
      written_rows: String(answer.rowsWritten),
    }),
  );
  if (!ask.gzipAnswer) return void response.end(answer.bytes);
  response.setHeader('Content-Encoding', 'gzip');
  response.end(await zip(answer.bytes));
}

/** A fault after the first byte is told as ClickHouse does since 25.11: a block at the end, between tags. */
async function pour(
  engine: Engine,
  { text, format, ask, signal }: { text: string; format: string; ask: HttpAsk; signal: AbortSignal },
  response: ServerResponse,
): Promise<void> {
  const tag = crypto.randomUUID().replaceAll('-', '').slice(0, 16);
  response.setHeader('X-ClickHouse-Exception-Tag', tag);
  const take = async (bytes: Uint8Array): Promise<void> => {
    signal.throwIfAborted();
    if (!response.write(bytes)) await drained(response, signal);
  };
  try {
    await engine.stream(text, format, { circumstances: ask.circumstances, signal, take });
    response.end();
  } catch (error) {
    if (!response.headersSent) throw error;
    const message = `${textOf(error)}\n`;
    const block = `\r\n__exception__\r\n${tag}\r\n${message}${Buffer.byteLength(message)} ${tag}\r\n__exception__\r\n`;
    response.end(block);
  }
}

const drained = (response: ServerResponse, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const done = () => {
      response.off('drain', done);
      signal.removeEventListener('abort', done);
      if (signal.aborted) reject(signal.reason);
      else resolve();
    };
    response.once('drain', done);
    signal.addEventListener('abort', done, { once: true });
  });

function refuse(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const code = codeOf(error);
  response.statusCode = error instanceof HttpRefusal ? error.status : statusOfCode(code);
  response.setHeader('X-ClickHouse-Exception-Code', String(code));
  response.setHeader('Content-Type', 'text/plain; charset=UTF-8');
  response.end(`${textOf(error)}\n`);
}

function knows(secret: { user: string; password: string }, request: IncomingMessage): boolean {
  const [scheme, token = ''] = (request.headers.authorization ?? '').split(' ');
  const basic = scheme?.toLowerCase() === 'basic' ? Buffer.from(token, 'base64').toString('utf8') : '';
  const headers = `${request.headers['x-clickhouse-user'] ?? ''}:${request.headers['x-clickhouse-key'] ?? ''}`;
  const wanted = `${secret.user}:${secret.password}`;
  return same(basic, wanted) || same(headers, wanted);
}

function same(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
