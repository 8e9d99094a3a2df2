import { createHash } from 'node:crypto';
import Fastify from 'fastify';
import { afterAll, describe, expect, it } from 'vitest';
import { mountDocs } from './docs-page.ts';

const app = Fastify();
mountDocs(app, { version: '0.0.0-test', operations: [], routes: [] });
afterAll(() => app.close());

describe('the description', () => {
  it('has a page, from this machine alone', async () => {
    const page = await app.inject('/docs');
    expect(page.body).toContain('/docs/reference.js');
    expect(page.body).not.toMatch(/https?:\/\//);
    const bundle = await app.inject('/docs/reference.js');
    expect(bundle.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(bundle.body.length).toBeGreaterThan(1_000_000);
  });

  it('sends the script of its page once: who names its tag is told that nothing changed', async () => {
    const asking = (tag?: string) =>
      app.inject({ url: '/docs/reference.js', headers: tag === undefined ? {} : { 'if-none-match': tag } });
    const { headers, rawPayload } = await asking();
    const tag = String(headers.etag);
    expect(tag).toBe(`"${createHash('sha256').update(rawPayload).digest('base64url')}"`);
    for (const named of [tag, `W/${tag}`, `"older", ${tag}`, '*']) {
      const again = await asking(named);
      expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', tag]);
    }
    expect((await asking('"older"')).rawPayload.length).toBe(rawPayload.length);
  });
});
