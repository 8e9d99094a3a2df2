import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import type { Operation } from '#src/access/index.ts';
import type { Route } from './route.ts';

type Json = Readonly<Record<string, unknown>>;

/** What describes the door. */
export interface Described {
  readonly version: string;
  readonly operations: readonly Operation[];
  readonly routes: readonly Route[];
}

/**
 * The OpenAPI 3.1 description of the door, from the schemas that it checks by.
 *
 * Each operation is a path of its own, `/api/ask/retention.grid`, so that its input and output are exact; named parts
 * of a schema move to the components, where references find them. It takes half a second of work in all, and lets others
 * work between two operations.
 */
export async function openApi({ version, operations, routes }: Described): Promise<Json> {
  const schemas: Record<string, unknown> = { Problem: problem };
  const paths: Record<string, Json> = {};
  for (const one of operations) {
    Object.assign(paths, describedOperation(one, schemas));
    await setImmediate();
  }
  for (const one of routes)
    paths[one.path] = { ...paths[one.path], [one.method.toLowerCase()]: describedRoute(one, schemas) };
  return {
    openapi: '3.1.0',
    info: {
      title: 'Perdure',
      version,
      description: 'Customer retention, understood and proven, on your own machine.',
      license: { name: 'AGPL-3.0-only', identifier: 'AGPL-3.0-only' },
    },
    servers: [{ url: '/' }],
    paths,
    components: { schemas, securitySchemes },
  };
}

const securitySchemes = {
  key: { type: 'http', scheme: 'bearer', description: 'An API key, pk_…; it names its workspace.' },
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'perdure.session_token',
    description: 'A signed-in browser.',
  },
  metricsToken: { type: 'http', scheme: 'bearer', description: 'PERDURE_METRICS_TOKEN.' },
};

const security: Readonly<Record<Route['by'], readonly Json[]>> = {
  anyone: [],
  session: [{ session: [] }],
  'key or session': [{ key: [] }, { session: [] }],
  'loopback or token': [{ metricsToken: [] }, {}],
};

const workspaceHeader = {
  name: 'x-perdure-workspace',
  in: 'header',
  required: false,
  schema: { type: 'string' },
  description: 'Slug or id of the workspace; needed with a session, or ?workspace= in its place.',
};

function describedOperation(operation: Operation, schemas: Record<string, unknown>): Record<string, Json> {
  const { name, asks, needs, writes } = operation;
  const input = schemaOf(operation.input, 'input', `${name}.input`, schemas);
  const output = schemaOf(operation.output, 'output', `${name}.output`, schemas);
  const shared = {
    tags: [name.split('.')[0]],
    summary: asks.en,
    description: `${asks.fr}\n\nNeeds \`${needs}\`.${writes ? ' Changes something; audited.' : ''}`,
    security: security['key or session'],
    'x-permission': needs,
  };
  const refusals = refusalsOf([400, 401, 403, 404, 409, 429, 503]);
  const body = { required: false, content: { 'application/json': { schema: input } } };
  const ask = {
    ...shared,
    operationId: name,
    parameters: writes ? [workspaceHeader, repeatHeader] : [workspaceHeader],
    requestBody: body,
    responses: { 200: jsonAnswer(output), ...refusals },
  };
  if (writes) return { [`/api/ask/${name}`]: { post: ask } };
  const csv = { description: 'The answer as CSV', content: { 'text/csv': { schema: { type: 'string' } } } };
  const exported = { ...shared, summary: `${asks.en} (CSV)`, responses: { 200: csv, ...refusals } };
  const inAddress = { name: 'input', in: 'query', content: { 'application/json': { schema: input } } };
  const guard = query('guard', '`off` leaves cells that begin a formula as they are');
  const queries = [workspaceHeader, query('workspace', workspaceHeader.description), guard];
  return {
    [`/api/ask/${name}`]: { post: ask },
    [`/api/export/${name}`]: {
      get: { ...exported, operationId: `${name}:link`, parameters: [...queries, inAddress] },
      post: { ...exported, operationId: `${name}:export`, parameters: queries, requestBody: body },
    },
  };
}

function describedRoute(one: Route, schemas: Record<string, unknown>): Json {
  const name = `${one.method.toLowerCase()}${one.path.replaceAll('/', '.')}`;
  const answer =
    typeof one.answer === 'string'
      ? textAnswer(one.answer)
      : jsonAnswer(schemaOf(one.answer, 'output', `${name}.answer`, schemas));
  const body =
    one.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(one.body, 'input', `${name}.body`, schemas) } },
          },
        };
  const needsWorkspace = one.by === 'key or session';
  const parameters = Object.entries(one.query ?? {}).map(([key, says]) => query(key, says));
  return {
    tags: [one.path.split('/')[2] ?? 'upkeep'],
    operationId: name,
    summary: one.says,
    security: security[one.by],
    parameters: needsWorkspace ? [workspaceHeader, ...parameters] : parameters,
    ...body,
    responses: {
      [one.status]: one.status === 204 ? { description: 'Done' } : answer,
      ...refusalsOf(one.refusals),
    },
  };
}

const repeatHeader: Json = {
  name: 'idempotency-key',
  in: 'header',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
  description: 'Asked again within a day under the same key, the change is done once and answered alike',
};

const query = (name: string, description: string): Json => ({
  name,
  in: 'query',
  schema: { type: 'string' },
  description,
});

const jsonAnswer = (schema: unknown): Json => ({
  description: 'The answer',
  content: { 'application/json': { schema } },
});

const textAnswer = (type: string): Json => ({
  description: 'The answer',
  content: { [type]: { schema: { type: 'string' } } },
});

const refusalWords: Readonly<Record<number, string>> = {
  400: 'What came does not fit',
  401: 'Not signed in, or no such key',
  403: 'Not allowed',
  404: 'Not there, or not yours',
  409: 'Stands against what is there',
  413: 'Too large',
  429: 'Too many requests; see Retry-After',
  503: 'Not ready',
};

const refusalsOf = (statuses: readonly number[]): Json =>
  Object.fromEntries(
    statuses.map((status) => [
      status,
      {
        description: refusalWords[status] ?? 'Refused',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );

const problem = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'detail'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable: slice, dot, reason.' },
    detail: { type: 'string' },
    field: { type: 'string' },
    expected: { type: 'string' },
    got: {},
    requestId: { type: 'string' },
    problems: { type: 'array', items: { type: 'object' } },
  },
};

/** A schema as JSON; what it names within itself moves to the components under `name`. */
function schemaOf(
  schema: z.ZodType,
  io: 'input' | 'output',
  name: string,
  schemas: Record<string, unknown>,
): Json {
  const { $schema: _, $defs, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  const moved = (value: unknown): unknown => withReferences(value, name);
  for (const [key, held] of Object.entries($defs ?? {})) schemas[`${name}.${key}`] = moved(held);
  schemas[name] = moved(json);
  return { $ref: `#/components/schemas/${name}` };
}

function withReferences(value: unknown, name: string): unknown {
  if (Array.isArray(value)) return value.map((one) => withReferences(one, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, held]) => [
      key,
      key === '$ref' && typeof held === 'string' ? movedReference(held, name) : withReferences(held, name),
    ]),
  );
}

const movedReference = (reference: string, name: string): string =>
  reference === '#'
    ? `#/components/schemas/${name}`
    : reference.replace('#/$defs/', `#/components/schemas/${name}.`);
