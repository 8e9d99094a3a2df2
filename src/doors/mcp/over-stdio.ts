import type { Readable, Writable } from 'node:stream';
import { StdioServerTransport, serveStdio as serve } from '@modelcontextprotocol/server/stdio';
import { type AssistantParts, assistantServer } from './assistant-server.ts';

/** A door that is open on standard input and output. */
export interface StdioDoor {
  /** Resolves when the assistant has gone. */
  readonly closed: Promise<void>;
  close(): Promise<void>;
}

/**
 * The door for an assistant that starts `perdure mcp` itself. Nothing else may write to the output meanwhile.
 *
 * @param streams standard input and output unless told
 */
export function serveStdio(
  parts: AssistantParts,
  streams: { readonly input: Readable; readonly output: Writable } = {
    input: process.stdin,
    output: process.stdout,
  },
): StdioDoor {
  const closed = new Promise<void>((resolve) => {
    streams.input.once('end', resolve);
    streams.input.once('close', resolve);
  });
  const transport = new StdioServerTransport(streams.input, streams.output);
  const handle = serve(() => assistantServer(parts), { transport, onerror: (error) => parts.report(error) });
  return { closed, close: () => handle.close() };
}
