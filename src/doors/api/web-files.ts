import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '#src/basics/errors.ts';

/** The word in built pages that each answer replaces by its own nonce. */
const placeholder = '__CSP_NONCE__';

/**
 * The policy of a page: nothing but our own files, scripts and styles also by this answer's nonce.
 *
 * @param nonce unguessable, new for each answer
 */
export const pagePolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Sends a page with a nonce of its own. */
export function sendPage(reply: FastifyReply, html: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64url');
  reply.header('content-security-policy', pagePolicy(nonce));
  reply.header('cache-control', 'no-store');
  return reply.type('text/html; charset=utf-8').send(html.replaceAll(placeholder, nonce));
}

/**
 * Serves the web build: hashed files for a year, everything else asked again; an address without an extension is a
 * page of the one-page build. Mount it last: it also says no to every unknown address.
 *
 * @param root folder of the build; where it holds none, pages are refused and the API works
 */
export function mountWeb(app: FastifyInstance, root: string): void {
  const index = join(root, 'index.html');
  if (existsSync(index)) {
    app.register(fastifyStatic, {
      root,
      index: false,
      cacheControl: false,
      preCompressed: true, // the build writes .br and .gz beside each text file
      dotfiles: 'ignore',
      setHeaders: (response, path) => {
        const hashed = path.includes('/assets/');
        response.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  const page = (request: FastifyRequest, reply: FastifyReply) => {
    if (!isPage(request)) return refuseUnknown(request);
    if (!existsSync(index)) return refuseUnbuilt();
    // No page belongs in a search index; one that is opened by a link alone says nothing of where it was either.
    reply.header('x-robots-tag', 'noindex, nofollow');
    if (isShared(request)) reply.header('referrer-policy', 'no-referrer');
    return sendPage(reply, readFileSync(index, 'utf8'));
  };
  app.get('/', page); // to the static files it would be a folder, which they refuse to list
  app.setNotFoundHandler(page);
}

/** API addresses and files that are missing must say so, not show a page. */
function isPage({ method, url }: FastifyRequest): boolean {
  const path = url.split('?')[0] ?? '/';
  return (
    (method === 'GET' || method === 'HEAD') &&
    !/^\/(api|v1|mcp|docs|assets)(\/|$)/.test(path) &&
    !/\.[^/]+$/.test(path)
  );
}

const isShared = ({ url }: FastifyRequest): boolean => /^\/shared(\?|$)/.test(url);

function refuseUnknown({ method, url }: FastifyRequest): never {
  const expected = 'an address listed in /openapi.json';
  const got = `${method} ${url.split('?')[0]}`;
  throw new DomainError('http.not_found', { kind: 'not_found', expected, got });
}

function refuseUnbuilt(): never {
  throw new DomainError('http.pages_not_built', {
    kind: 'not_found',
    expected: 'the web build (npm run build:web)',
  });
}
