import type { IncomingMessage, ServerResponse } from 'node:http';
import Fastify from 'fastify';
import { DomainError } from '#src/basics/errors.ts';
import { allowAnyOrigin, answerError } from './answers.ts';
import type { IntakeParts } from './parts.ts';
import { intakeRoutes } from './routes.ts';
import { cachedSources, type SourceLookUp } from './sources.ts';

/** Intake beside another server on one port: it takes what is its own, before that server's rules apply. */
export interface IntakeDoor {
  /** True when the request is intake's; it will be answered. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
}

export interface IntakeDoorParts extends Omit<IntakeParts, 'sources' | 'logger'> {
  /** Asks the records whose key it is; remembered here. */
  readonly lookUp: SourceLookUp;
  readonly log: IntakeParts['logger'];
}

/** Opens intake on its own Fastify, without a port: requests are handed to it. */
export function intakeDoor({ lookUp, log, ...parts }: IntakeDoorParts): IntakeDoor {
  const onFailure = (err: unknown): void => log.warn({ err }, 'a write key could not be looked up again');
  const sources = cachedSources(lookUp, { clock: parts.clock, onFailure });
  const app = Fastify({ logger: false, routerOptions: { maxParamLength: 200 } });
  app.register(intakeRoutes, { ...parts, sources, logger: log });
  app.setNotFoundHandler(async (request, reply) => {
    allowAnyOrigin(request, reply);
    const expected = 'a path where events are sent, or of a client script that is installed';
    return answerError(new DomainError('intake.not_found', { kind: 'not_found', expected }), reply, log);
  });
  const ready = app.ready();
  return {
    handle(request, response) {
      if (!isIntakes(request.url ?? '')) return false;
      ready.then(
        () => app.routing(request, response),
        (err) => {
          log.error({ err }, 'intake could not be opened');
          response.writeHead(503).end();
        },
      );
      return true;
    },
  };
}

const own =
  /^\/(?:v1|sourceConfig|array|static|analytics\.js|analytics-next|batch|e|i\/v0\/e|capture|flags|decide|s)(?:[/?]|$)/;

const isIntakes = (url: string): boolean => own.test(url);
