import type { FastifyRequest } from 'fastify';
import { DomainError } from '#src/basics/errors.ts';
import { bearerOf } from './asker.ts';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses a change that another site's page asks for in a signed-in browser's name (CSRF).
 *
 * Browsers say where such a request comes from in `Origin`; pages cannot change it. A request with cookies must say so;
 * one without cookies and without `Origin` comes from no page. A key alone needs no such check: no browser adds it by itself.
 *
 * @param publicUrl PERDURE_PUBLIC_URL, whose origin is ours whatever a proxy makes of the Host header
 * @throws DomainError `session.foreign_origin`
 */
export function requireOwnOrigin(request: FastifyRequest, publicUrl: string | null): void {
  const { origin, cookie } = request.headers;
  const byKeyAlone = cookie === undefined && bearerOf(request) !== undefined;
  if (reading.has(request.method) || byKeyAlone) return;
  if (origin === undefined && cookie === undefined && request.headers['sec-fetch-site'] === undefined) return;
  if (origin !== undefined && ownOrigins(request, publicUrl).includes(origin)) return;
  const expected = 'a request from a page of Perdure itself';
  throw new DomainError('session.foreign_origin', {
    kind: 'forbidden',
    field: 'origin',
    expected,
    ...(origin === undefined ? {} : { got: origin }),
  });
}

/** A site that points its own name at us has no cookie of ours, so that the asked host may count. */
const ownOrigins = (request: FastifyRequest, publicUrl: string | null): readonly string[] => [
  `${request.protocol}://${request.host}`,
  ...(publicUrl === null ? [] : [new URL(publicUrl).origin]),
];
