import type { IncomingMessage, ServerResponse } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { type Actor, type AskEngines, answer, type Operation, type Workspace } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { type AssistantParts, assistantServer } from './assistant-server.ts';

/** What the door needs of the house. */
export interface HttpParts {
  readonly operations: readonly Operation[];
  readonly engines: AskEngines;
  readonly version: string;
  /** Told of faults of ours; the assistant is not. */
  report(error: unknown): void;
}

/** One request of an assistant whose key is known. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The request's JSON, already read. */
  readonly body: unknown;
}

/** Whom the assistant works for. */
export interface AssistantAsker {
  readonly actor: Actor;
  readonly workspace: Workspace;
}

/**
 * The door for assistants over Streamable HTTP, without sessions: each request stands alone, so any process may answer
 * it. Assistants of the 2025 protocol are served too. Keys, names and limits are the HTTP door's business; what the
 * asker may not use is no tool.
 */
export const assistantsOverHttp =
  (parts: HttpParts) =>
  async ({ request, response, body }: Exchange, asker: AssistantAsker): Promise<void> => {
    const handler = createMcpHandler(() => assistantServer(forAsker(parts, asker)), {
      onerror: parts.report,
      maxSubscriptions: 1, // tools never change within a request
    });
    response.once('close', () => {
      handler.close().catch(parts.report);
    });
    // Node's request fits the adapter's shape but for optional fields that may also be undefined.
    const given = request as Parameters<ReturnType<typeof toNodeHandler>>[0];
    await toNodeHandler(handler, { onerror: parts.report })(given, response, body);
  };

function forAsker(parts: HttpParts, { actor, workspace }: AssistantAsker): AssistantParts {
  const usable = parts.operations.filter((operation) => actor.permissions.has(operation.needs));
  return {
    operations: usable.map(({ name, asks, writes, input }) => ({
      name,
      asks,
      writes,
      input: z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }),
    })),
    ask: (name, input, signal) => {
      const operation = usable.find((one) => one.name === name);
      if (operation === undefined)
        throw new DomainError('access.unknown_operation', { expected: 'a listed tool' });
      return answer(parts.engines, { operation, workspace, actor, input, signal, audited: 'mcp' });
    },
    language: actor.language,
    version: parts.version,
    report: parts.report,
  };
}
