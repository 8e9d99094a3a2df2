import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { fitted } from '#src/access/index.ts';

/** An address of the door with what it takes and gives: mounted, and described in /openapi.json, from one declaration. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly path: string;
  /** What it is for, in a sentence. */
  readonly says: string;
  /** Who may ask. */
  readonly by: 'anyone' | 'session' | 'key or session' | 'loopback or token';
  readonly body?: z.ZodType;
  readonly query?: Readonly<Record<string, string>>;
  /** A schema, or the content type of an answer that is no JSON. */
  readonly answer: z.ZodType | string;
  readonly status: number;
  /** Refusals that it may give, by status. */
  readonly refusals: readonly number[];
  run(request: FastifyRequest, reply: FastifyReply, body: unknown): Promise<unknown>;
}

type Body<B extends z.ZodType | undefined> = B extends z.ZodType ? z.output<B> : undefined;

/** What must be declared; the rest has its defaults. */
interface Declared<B extends z.ZodType | undefined> {
  readonly method: Route['method'];
  readonly path: string;
  readonly says: string;
  readonly by?: Route['by'];
  readonly body?: B;
  readonly query?: Route['query'];
  readonly answer: Route['answer'];
  readonly status?: number;
  readonly refusals?: readonly number[];
  run(request: FastifyRequest, reply: FastifyReply, body: Body<B>): Promise<unknown>;
}

/** Declares a route. Its body is checked before `run` sees it. */
export function route<B extends z.ZodType | undefined = undefined>(declared: Declared<B>): Route {
  const { body, by = 'anyone', status = 200 } = declared;
  const usual = [...(body === undefined ? [] : [400]), ...(by === 'anyone' ? [] : [401]), 429];
  const refusals = [
    ...new Set([...usual, ...(declared.method === 'GET' ? [] : [403]), ...(declared.refusals ?? [])]),
  ];
  return {
    method: declared.method,
    path: declared.path,
    says: declared.says,
    by,
    ...(body === undefined ? {} : { body }),
    ...(declared.query === undefined ? {} : { query: declared.query }),
    answer: declared.answer,
    status,
    refusals: refusals.sort((a, b) => a - b),
    run: (request, reply, given) => {
      reply.code(status);
      // Checked just above `run`: what the schema gives is what `run` takes.
      return declared.run(
        request,
        reply,
        (body === undefined ? undefined : fitted(body, given ?? {})) as Body<B>,
      );
    },
  };
}
