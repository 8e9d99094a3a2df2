import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Fastify from 'fastify';
import { type Browser, chromium, type Page } from 'playwright-core';
import { quiet } from '../browser/chromium.ts';

const modules = join(import.meta.dirname, '../../node_modules');

/** Where Chromium is; undefined where it is not installed. */
export const chromiumPath: string | undefined = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
].find((path) => path !== undefined && existsSync(path));

/** A shop on an origin of its own, and a browser that visits it. */
export interface Shop {
  /** Opens a page with this script in it, in a browser profile of its own. */
  open(html: string): Promise<Page>;
  /** What the pages' scripts complained about. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

const scripts: Readonly<Record<string, string>> = {
  'segment.js': '@segment/analytics-next/dist/umd/index.js',
  'rudder.js': '@rudderstack/analytics-js/dist/npm/modern/bundled/umd/index.js',
  'posthog.js': 'posthog-js/dist/module.js',
};

export async function openShop(): Promise<Shop> {
  const pages: string[] = [];
  const complaints: string[] = [];
  const app = Fastify({ logger: false });
  app.get('/page/:number', async (request, reply) => {
    const number = Number(Object.values(request.params ?? {})[0]);
    return reply.type('text/html').send(pages[number] ?? '');
  });
  app.get('/favicon.ico', async (_request, reply) => reply.code(204).send());
  app.get('/elsewhere', async (_request, reply) => reply.type('text/html').send('<title>Elsewhere</title>'));
  for (const [name, path] of Object.entries(scripts)) {
    app.get(`/${name}`, async (_request, reply) =>
      reply.type('text/javascript').send(readFileSync(join(modules, path))),
    );
  }
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const browser: Browser = await chromium.launch({
    executablePath: chromiumPath ?? '',
    args: quiet,
  });
  return {
    complaints,
    open: async (html) => {
      const context = await browser.newContext();
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('response', (response) => {
        if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
      });
      pages.push(`<!doctype html><html><head><title>Shop</title></head><body>${html}</body></html>`);
      await page.goto(`${address}/page/${pages.length - 1}`);
      return page;
    },
    close: async () => {
      await browser.close();
      await app.close();
    },
  };
}

/** Leaves the page as a visitor does who follows a link. */
export const leave = (page: Page): Promise<unknown> => page.goto(new URL('/elsewhere', page.url()).href);
