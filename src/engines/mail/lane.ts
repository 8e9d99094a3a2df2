import { DomainError } from '#src/basics/errors.ts';
import { type Clock, systemClock } from '#src/engines/clock/index.ts';
import { type CheckedMail, checkedMail } from './checked-mail.ts';
import { composing, type DkimKey } from './compose.ts';
import { Connections } from './connections.ts';
import type { MailPatience } from './conversation.ts';
import { HandOverFailed } from './failure.ts';
import { InDoubt, type Place } from './in-doubt.ts';
import { pacing } from './pace.ts';
import type { HandOver, HandOverHooks, MailLane } from './port.ts';
import { mailServer } from './server-address.ts';

export interface MailLaneOptions {
  /** `smtp://user:password@host:587` or `smtps://…:465`; see `mailServer` for what it may say beside. */
  readonly url: string;
  /** Without it messages are not signed here (the mail server may). */
  readonly dkim?: DkimKey;
  /** At one time: 1–100, usually 5. */
  readonly connections?: number;
  /** Messages over one connection before it is given up for a new one: at least 1, usually 100. */
  readonly perConnection?: number;
  /** Messages begun in a second, evenly; no limit of ours without it. */
  readonly perSecond?: number;
  /** Dates the messages. */
  readonly clock?: Clock;
  readonly patience?: Partial<MailPatience>;
}

const usualPatience: MailPatience = {
  connect: 10_000,
  command: 30_000,
  end: 120_000,
  idle: 10_000,
  rest: 60_000,
};

/**
 * The way out through a mail server. Nothing is asked of it before the first message.
 *
 * A message is composed and signed before it has a connection, so that a connection never waits for our processor. Then
 * all of it but its end is written, and only what the server may take at the very next moment is in doubt.
 *
 * @throws DomainError `mail.server_address`, `mail.setting`
 */
export function openMailLane(options: MailLaneOptions): MailLane {
  const count = whole('connections', options.connections ?? 5, 1, 100);
  const compose = composing(options.dkim);
  const clock = options.clock ?? systemClock;
  const doubt = new InDoubt(count);
  const pace = paced(options.perSecond);
  const connections = new Connections(mailServer(options.url), {
    connections: count,
    perConnection: whole('perConnection', options.perConnection ?? 100, 1, 1_000_000),
    patience: { ...usualPatience, ...options.patience },
  });
  return {
    handOver: async (message, hooks) => {
      const mail = checkedMail(message);
      const content = await compose(mail, new Date(clock.now()));
      await pace();
      return handedOver(connections, { mail, content, hooks, place: doubt.place() });
    },
    close: () => connections.close(),
  };
}

interface Ready {
  readonly mail: CheckedMail;
  readonly content: Buffer;
  readonly hooks: HandOverHooks;
  readonly place: Place;
}

async function handedOver(
  connections: Connections,
  { mail, content, hooks, place }: Ready,
): Promise<HandOver> {
  let begun = false;
  const hold = {
    beforeEnd: async (stands: () => boolean) => {
      await place.enter();
      if (!stands()) return;
      begun = true;
      await hooks.beforeEnd();
    },
    ending: () => place.ending(),
  };
  try {
    const over = await connections
      .over((conversation) => conversation.send({ ...mail.envelope, content }, hold))
      .then(taken, notTaken);
    if (over.taken) place.answered();
    if (begun) await hooks.afterEnd?.(over);
    return over;
  } finally {
    place.leave();
  }
}

const taken = (reply: string): HandOver => ({ taken: true, reply });

function notTaken(error: unknown): HandOver {
  if (error instanceof HandOverFailed) return { taken: false, failure: error.failure };
  throw error;
}

function paced(perSecond: number | undefined): () => Promise<void> {
  if (perSecond === undefined) return async () => undefined;
  const field = 'perSecond';
  if (!(perSecond >= 0.001 && perSecond <= 100_000))
    throw new DomainError('mail.setting', {
      field,
      expected: 'a number from 0.001 to 100000',
      got: perSecond,
    });
  const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  return pacing(perSecond, sleep, () => performance.now());
}

function whole(field: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new DomainError('mail.setting', {
    field,
    expected: `a whole number from ${least} to ${most}`,
    got: value,
  });
}
