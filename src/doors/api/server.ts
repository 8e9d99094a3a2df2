import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import helmet from '@fastify/helmet';
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { newId } from '#src/basics/ids.ts';
import { dropRefusedBodies } from '#src/events/intake/index.ts';
import type { ApiParts } from './parts.ts';
import { refuse } from './problems.ts';

const bodyLimit = 1_000_000;

/** A Fastify that does not wait for ever, tells no more than it must, and says no in problem JSON. */
export function openServer(parts: ApiParts): FastifyInstance {
  const { settings } = parts;
  const loggerInstance: FastifyBaseLogger = parts.log;
  const app = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }), // ours: one line per answer, without address or query
    genReqId: () => newId('req'),
    requestIdHeader: false,
    trustProxy: settings.trustedProxies.length === 0 ? false : [...settings.trustedProxies],
    bodyLimit,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    serverFactory: (handler) => patientServer(parts, handler),
  });
  app.setErrorHandler((error, request, reply) => refuse(error, request, reply));
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  onlyJson(app);
  dropRefusedBodies(app);
  headers(app, settings.publicUrl?.startsWith('https://') ?? false);
  return app;
}

/**
 * Slow clients are cut: headers within 10 s, a body within 30 s. Node's own limit for the whole request would also cut
 * long uploads, which have a limit of their own (bytes must keep coming), so bodies are timed here.
 */
function patientServer(parts: ApiParts, handler: RequestListener): Server {
  const { headersMs, bodyMs } = parts.settings.patience ?? { headersMs: 10_000, bodyMs: 30_000 };
  const options = {
    headersTimeout: headersMs,
    requestTimeout: 0,
    connectionsCheckingInterval: Math.min(headersMs, 1_000),
    keepAliveTimeout: 72_000, // longer than usual proxies hold a connection, so that they close first
    maxHeaderSize: 16_384,
  };
  return createServer(options, (request, response) => {
    if (!isUpload(request)) cutSlowBody(request, response, bodyMs);
    if (parts.first?.(request, response) !== true) handler(request, response);
  });
}

const isUpload = ({ method, url }: IncomingMessage): boolean =>
  method === 'POST' && (url ?? '').startsWith('/api/imports');

function cutSlowBody(request: IncomingMessage, response: ServerResponse, patienceMs: number): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const timer = setTimeout(() => {
    if (!response.headersSent) response.writeHead(408, { connection: 'close' }).end();
    request.destroy();
  }, patienceMs);
  request.once('close', () => clearTimeout(timer));
  request.once('end', () => clearTimeout(timer));
}

/** Any other type of body is refused by name (415), so that a form of another site cannot carry one; empty is `{}`. */
function onlyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined);
    else parse(request, String(body), done);
  });
}

function headers(app: FastifyInstance, tls: boolean): void {
  app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    strictTransportSecurity: tls ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
  });
}
