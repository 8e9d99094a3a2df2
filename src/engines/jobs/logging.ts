import { Logger as QueueLogger } from 'graphile-worker';
import type { Logger } from 'pino';

/** What the queue has to say, in our log. A chore's failure is logged by `workers`, without its payload. */
export function loggerOf(log: Logger | undefined): QueueLogger {
  return new QueueLogger(() => (level, message, meta) => {
    if (meta?.failure !== undefined) return;
    if (level === 'error') log?.error(message);
    else if (level === 'warning') log?.warn(message);
    else log?.debug(message);
  });
}
