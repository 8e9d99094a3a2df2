import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Access, Actor, Operation, Workspace } from '#src/access/index.ts';
import type { Clock } from '#src/engines/clock/index.ts';
import type { Jobs } from '#src/engines/jobs/port.ts';
import type { Records } from '#src/engines/records/port.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';

/** All that the HTTP door needs of the house. */
export interface ApiParts {
  readonly operations: readonly Operation[];
  readonly access: Access;
  readonly records: Records;
  readonly warehouse: Warehouse;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly settings: ApiSettings;
  readonly log: Logger;
  readonly imports: ImportsDoor;
  readonly live: LiveDoor;
  /** What must answer before traffic is taken: records, warehouse, migrations, journal, disk. */
  readonly readiness: readonly ReadinessCheck[];
  /** Mounted at /mcp. */
  readonly assistants?: AssistantsDoor;
  /** In tests: an answer that does not fit its declared schema is a fault. */
  readonly checksAnswers?: boolean;
  /** Where the house counts; the door adds its own measures to it. */
  readonly measures: Registry;
  /**
   * Sees every request before Fastify does (tracking, which reads bytes by its own rules).
   * True when it took the request.
   */
  readonly first?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

export interface ApiSettings {
  readonly version: string;
  /** PERDURE_PUBLIC_URL, such as `https://perdure.example`; where absent, the address asked for counts. */
  readonly publicUrl: string | null;
  /** PERDURE_TRUSTED_PROXIES: addresses or CIDR ranges whose X-Forwarded-* count. */
  readonly trustedProxies: readonly string[];
  readonly language: 'fr' | 'en';
  /** PERDURE_METRICS_TOKEN; without it /metrics answers loopback only. */
  readonly metricsToken: string | null;
  /** Folder of the web build (`dist/web`). */
  readonly webRoot: string;
  /** Largest imported file in bytes. */
  readonly maxImportBytes: number;
  /** Requests a minute by one key or session, and by one address. */
  readonly requestsPerMinute: number;
  /** True when a mail server is set: pages then offer to send a reset. */
  readonly mail: boolean;
  /** Milliseconds a client may take to send headers (10 s unless told) and a body (30 s). */
  readonly patience?: { readonly headersMs: number; readonly bodyMs: number };
  /** Milliseconds after which a live stream says that it lives and looks whether it may still be seen; 15 s unless told. */
  readonly liveBeatMs?: number;
}

/**
 * Answers assistants (MCP over HTTP) for a known key. Given as a function, since no door imports another.
 *
 * @param body the request's JSON
 */
export type AssistantsDoor = (
  exchange: { readonly request: IncomingMessage; readonly response: ServerResponse; readonly body: unknown },
  asker: { readonly actor: Actor; readonly workspace: Workspace },
) => Promise<void>;

/** A file that arrives. The stream must be read to its end, or destroyed. */
export interface ArrivingFile {
  readonly name: string;
  readonly stream: Readable;
  readonly actor: Actor;
  /** Further queries of the address: `as`, `format`, `currency`. */
  readonly options: Readonly<Record<string, string>>;
}

/** Takes files for the imports room; answers what the client is told. */
export interface ImportsDoor {
  receive(workspace: Workspace, file: ArrivingFile): Promise<Readonly<Record<string, unknown>>>;
}

/** What happens now in one workspace. */
export interface LiveDoor {
  /** Calls the listener for each event, until the answer is called. */
  subscribe(workspace: Workspace, listener: (event: Readonly<Record<string, unknown>>) => void): () => void;
}

/** One thing that must answer; `ok: false` or a throw makes the house not ready. */
export interface ReadinessCheck {
  readonly name: string;
  check(): Promise<{ readonly ok: boolean; readonly detail?: string }>;
}
