import { join } from 'node:path';
import { DomainError } from './basics/errors.ts';
import { sql } from './basics/sql.ts';
import { commandRunner } from './commands.ts';
import { type Config, type Role, roles } from './config.ts';
import { type ApiParts, buildApi } from './doors/api/index.ts';
import { listenForCommands } from './doors/cli/index.ts';
import { assistantsOverHttp } from './doors/mcp/index.ts';
import { receiveUpload } from './events/imports/index.ts';
import { intakeDoor } from './events/intake/index.ts';
import { type House, importParts, openHouse, type Steps } from './house.ts';
import { readiness } from './readiness.ts';
import { version } from './version.ts';

/** A running Perdure. */
export interface Running {
  readonly address: string;
  readonly house: House;
  /** Stops accepting, finishes what is under way, lets go of everything. */
  stop(): Promise<void>;
}

/** What running needs beside the settings. */
export interface ServeWishes {
  readonly steps: Steps;
  readonly roles: readonly Role[];
}

/** Opens the house, listens, and begins to load. Ready when it resolves. */
export async function serve(config: Config, { steps, roles: played }: ServeWishes): Promise<Running> {
  let address = `http://${config.host}:${config.port}`;
  const home = () => config.publicUrl ?? address;
  const house = await openHouse(config, { steps, home });
  try {
    const intake = intakeDoor({
      journal: house.journal,
      clock: house.clock,
      publicUrl: home,
      lookUp: (key) => sourceOf(house, key),
      log: house.log,
    });
    let stopping = false;
    const first: ApiParts['first'] = (request, response) => {
      // a client that sends without pause would keep its connection, and with it the server, open for ever
      if (stopping) response.shouldKeepAlive = false;
      return intake.handle(request, response);
    };
    const api = await buildApi(apiParts(house, plays(played, 'intake') ? first : undefined));
    address = await api.listen({ host: config.host, port: config.port });
    await house.folder.announce(address);
    const control = await listenForCommands(config.dataFolder, commandRunner(house));
    await house.start({ load: plays(played, 'loader'), work: plays(played, 'worker') });
    return {
      address: home(),
      house,
      stop: async () => {
        stopping = true;
        await api.close();
        await control.close();
        await house.close();
      },
    };
  } catch (error) {
    await house.close();
    throw portInUse(error, config);
  }
}

/** Which roles were asked for. @throws DomainError where a role would need a journal of another process */
export function readRoles(text: string): Role[] {
  const asked = text.split(',').map((part) => part.trim());
  const known = asked.map((name) => {
    const role = roles.find((one) => one === name);
    if (role !== undefined) return role;
    throw new DomainError('config.unknown_role', { field: '--roles', expected: roles.join(', '), got: name });
  });
  if (plays(known, 'intake') !== plays(known, 'loader')) {
    throw new DomainError('config.role_needs_journal', {
      field: '--roles',
      expected: 'intake and loader together: a journal that two processes share is not available yet',
      got: text,
    });
  }
  return known;
}

const plays = (played: readonly Role[], role: Role): boolean =>
  played.includes('all') || played.includes(role);

async function sourceOf(house: House, writeKey: string) {
  return house.records.row(sql<{ workspace: number; source: number }>`
    select workspace_id as workspace, number as source
    from sources
    where write_key = ${writeKey}
      and revoked_at is null`);
}

function apiParts(house: House, first: ApiParts['first']): ApiParts {
  const { config } = house;
  return {
    ...house,
    measures: house.measures.registry,
    settings: {
      version,
      trustedProxies: config.trustedProxies,
      language: config.language,
      webRoot: join(import.meta.dirname, '..', 'dist', 'web'),
      maxImportBytes: config.maxImportBytes,
      requestsPerMinute: 1_200,
      publicUrl: config.publicUrl,
      metricsToken: config.metricsToken,
      mail: config.smtpUrl !== null,
    },
    imports: { receive: (workspace, file) => receiveUpload(importParts(house), workspace, file) },
    live: { subscribe: (workspace, listener) => house.live.subscribe(workspace.number, listener) },
    readiness: readiness(house),
    assistants: assistantsOverHttp({
      operations: house.operations,
      engines: { ...house, audit: house.access.audit },
      version,
      report: (error) => house.log.error({ err: error }, 'the assistants’ door failed'),
    }),
    ...(first === undefined ? {} : { first }),
  };
}

function portInUse(error: unknown, config: Config): unknown {
  if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) return error;
  return new DomainError('serve.port_in_use', {
    kind: 'conflict',
    field: 'PERDURE_PORT',
    expected: 'a free port',
    got: config.port,
  });
}
