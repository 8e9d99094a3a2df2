import { z } from 'zod';
import { type Route, route } from './route.ts';

const elsewhere = async (): Promise<never> => {
  throw new Error('described here, mounted elsewhere');
};

/** Routes that are mounted by hand, because a stream or another protocol is their subject: described here. */
export const otherRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/api/imports',
    says: 'Takes a file: its bytes are the body, of any content type. What becomes of it is asked by the imports operations.',
    by: 'key or session',
    query: {
      name: 'name of the file',
      as: 'events, purchases or subscriptions',
      format: 'csv, jsonl or parquet, where the name does not say',
      currency: 'ISO 4217, for amounts without one',
    },
    answer: z.looseObject({ id: z.string().optional() }),
    status: 201,
    refusals: [400, 413],
    run: elsewhere,
  }),
  route({
    method: 'GET',
    path: '/api/live',
    says: 'What happens now, as server-sent events.',
    by: 'key or session',
    query: { workspace: 'slug or id of the workspace' },
    answer: 'text/event-stream',
    refusals: [403, 404],
    run: elsewhere,
  }),
  route({
    method: 'POST',
    path: '/mcp',
    says: 'The door for assistants: Model Context Protocol over Streamable HTTP, by key.',
    by: 'key or session',
    body: z.looseObject({ jsonrpc: z.literal('2.0') }),
    answer: z.looseObject({}),
    refusals: [403],
    run: elsewhere,
  }),
  route({
    method: 'GET',
    path: '/openapi.json',
    says: 'This description.',
    answer: z.looseObject({}),
    run: elsewhere,
  }),
  route({
    method: 'GET',
    path: '/docs',
    says: 'This description as a page.',
    answer: 'text/html',
    run: elsewhere,
  }),
];
