import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { type Described, openApi } from './openapi.ts';
import { sendPage } from './web-files.ts';

/**
 * The reference page: Scalar's own static bundle from this machine. A small script before it gives its style elements
 * this answer's nonce, and writes its style attributes in the way that a policy without `unsafe-inline` allows; its
 * offers that would call foreign hosts are switched off, and the policy forbids them too.
 */
const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Perdure API</title>
  </head>
  <body>
    <div id="reference"></div>
    <script nonce="__CSP_NONCE__">
      const { nonce } = document.currentScript;
      const create = document.createElement.bind(document);
      document.createElement = (name, options) => {
        const element = create(name, options);
        if (String(name).toLowerCase() === 'style') element.nonce = nonce;
        return element;
      };
      const setAttribute = Element.prototype.setAttribute;
      Element.prototype.setAttribute = function (name, value) {
        if (name === 'style') this.style.cssText = value;
        else setAttribute.call(this, name, value);
      };
    </script>
    <script src="/docs/reference.js" nonce="__CSP_NONCE__"></script>
    <script nonce="__CSP_NONCE__">
      Scalar.createApiReference('#reference', {
        url: '/openapi.json',
        withDefaultFonts: false,
        telemetry: false,
        hideClientButton: true,
        showDeveloperTools: 'never',
        agent: { disabled: true },
        mcp: { disabled: true },
      });
    </script>
  </body>
</html>
`;

/** Mounts the description and its page. */
export function mountDocs(app: FastifyInstance, described: Described): void {
  let description: Promise<string> | undefined; // made when it is first asked for: starting does not wait for it
  app.get('/openapi.json', { exposeHeadRoute: false }, async (_request, reply) => {
    description ??= openApi(described).then((told) => JSON.stringify(told));
    reply.header('cache-control', 'no-cache');
    return reply.type('application/json; charset=utf-8').send(await description);
  });
  const path = fileURLToPath(import.meta.resolve('@scalar/api-reference/browser/standalone.js'));
  if (!existsSync(path)) return;
  let bundle: Promise<Bundle> | undefined; // 3.6 MB, read when it is first asked for, then kept
  app.get('/docs', { exposeHeadRoute: false }, async (_request, reply) => sendPage(reply, page));
  app.get('/docs/reference.js', { exposeHeadRoute: false }, async (request, reply) => {
    bundle ??= readBundle(path);
    const { body, tag } = await bundle;
    reply.header('cache-control', 'public, no-cache').header('etag', tag);
    if (names(request.headers['if-none-match'], tag)) return reply.code(304).send();
    return reply.type('text/javascript; charset=utf-8').send(body);
  });
}

interface Bundle {
  readonly body: Buffer;
  /** A strong entity tag: the same as long as the bytes are. */
  readonly tag: string;
}

async function readBundle(path: string): Promise<Bundle> {
  const body = await readFile(path);
  return { body, tag: `"${createHash('sha256').update(body).digest('base64url')}"` };
}

/** Whether `If-None-Match` names this tag: a list, or `*` for any (RFC 9110, 13.1.2: `W/` makes no difference). */
const names = (header: string | undefined, tag: string): boolean =>
  (header ?? '').split(',').some((named) => ['*', tag, `W/${tag}`].includes(named.trim()));
