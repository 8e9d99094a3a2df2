import type { FastifyInstance } from 'fastify';
import { openAskDoor } from './ask-routes.ts';
import { addressName, openAskers } from './asker.ts';
import { mountAssistants } from './assistants-route.ts';
import { contractsRoute } from './contracts-route.ts';
import { mountDocs } from './docs-page.ts';
import { entranceRoutes } from './entrance-routes.ts';
import { mountImports } from './import-route.ts';
import { openLimiter, spend } from './limits.ts';
import { mountLive } from './live-route.ts';
import { requireOwnOrigin } from './origin.ts';
import { otherRoutes } from './other-routes.ts';
import type { ApiParts } from './parts.ts';
import { personRoute } from './person-route.ts';
import type { Route } from './route.ts';
import { secondFactorRoutes } from './second-factor-routes.ts';
import { openServer } from './server.ts';
import { sessionRoutes } from './session-routes.ts';
import { sharedRoutes } from './shared-routes.ts';
import { measureAnswers, upkeepRoutes } from './upkeep-routes.ts';
import { mountWeb } from './web-files.ts';

/** One address holds several people (an office, a proxy): it may ask this many times what one asker may. */
const askersPerAddress = 8;

/**
 * Builds the HTTP door: operations, sessions, imports, live stream, assistants, upkeep, docs and the web pages.
 *
 * It does not listen yet: `await app.listen({ host, port })`; `await app.close()` answers what is under way, ends live
 * streams and closes. For tests, `app.inject`.
 */
export function buildApi(parts: ApiParts): FastifyInstance {
  const app = openServer(parts);
  const limiter = openLimiter(parts.clock);
  const askers = openAskers(parts, limiter);
  const asking = openAskDoor(parts, askers);
  measureAnswers(app, parts.measures);
  app.addHook('onRequest', async (request, reply) => {
    if (!/^\/(api|mcp)(\/|$|\?)/.test(request.url)) return;
    reply.header('cache-control', 'no-store');
    spend(limiter.take(addressName(request), askersPerAddress * parts.settings.requestsPerMinute), reply);
    requireOwnOrigin(request, parts.settings.publicUrl);
  });
  const routes = [
    ...sessionRoutes(parts, askers),
    ...entranceRoutes(parts, askers, limiter),
    ...secondFactorRoutes(parts, askers),
    ...asking.routes,
    contractsRoute(parts, askers),
    personRoute(parts, askers),
    ...sharedRoutes(parts, limiter),
    ...upkeepRoutes(parts),
  ];
  app.register(async (scope) => {
    for (const one of routes) mount(scope, one);
    scope.post('/api/ask/:operation', asking.ask);
    scope.get('/api/export/:operation', { exposeHeadRoute: false }, asking.export);
    scope.post('/api/export/:operation', asking.export);
    mountImports(scope, parts, askers);
    mountLive(scope, parts, askers);
    mountAssistants(scope, parts, askers);
    mountDocs(scope, {
      version: parts.settings.version,
      operations: parts.operations,
      routes: [...routes, ...otherRoutes],
    });
  });
  mountWeb(app, parts.settings.webRoot);
  return app;
}

const mount = (app: FastifyInstance, { method, path, run }: Route): void => {
  app.route({
    method,
    url: path,
    exposeHeadRoute: false,
    handler: (request, reply) => run(request, reply, request.body),
  });
};
