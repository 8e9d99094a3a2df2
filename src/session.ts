import { commandRunner } from './commands.ts';
import type { Config } from './config.ts';
import { type Progress, sendCommand } from './doors/cli/index.ts';
import { openHouse } from './house.ts';

/** Where the command line's commands are done. */
export interface Session {
  send(command: string, input: Readonly<Record<string, unknown>>, progress?: Progress): Promise<unknown>;
  /** Ends it; engines that were started for it are stopped. */
  close(): Promise<void>;
}

/**
 * In the running Perdure where there is one on this data folder; else the engines are started here, at the first
 * command, for as long as the session lasts.
 *
 * @param signal ends what is under way
 */
export function openSession(config: Config, signal: AbortSignal): Session {
  let local: ReturnType<typeof openLocal> | undefined;
  return {
    send: async (command, input, progress = () => {}) => {
      const sent =
        local === undefined ? await sendCommand(config.dataFolder, command, input, progress) : undefined;
      if (sent !== undefined) return sent.result;
      local ??= openLocal(config);
      return commandRunner(await local)(command, input, progress, signal);
    },
    close: async () => {
      if (local === undefined) return;
      const house = await local;
      await house.jobs.drain();
      await house.close();
    },
  };
}

async function openLocal(config: Config) {
  const log = config.log === 'info' ? 'error' : config.log; // standard output and error belong to the answer
  const home = config.publicUrl ?? `http://${config.host}:${config.port}`;
  return openHouse({ ...config, log }, { steps: () => {}, home: () => home });
}
