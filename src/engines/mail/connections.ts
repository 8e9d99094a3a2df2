import { Conversation, type MailPatience } from './conversation.ts';
import { HandOverFailed, unanswered } from './failure.ts';
import type { MailServer } from './server-address.ts';

/** Room for one connection; it is opened when there is something to say. */
interface Line {
  conversation?: Conversation;
  opening?: boolean;
  idle?: NodeJS.Timeout;
}

export interface ConnectionLimits {
  /** At one time. */
  readonly connections: number;
  /** Messages until a connection is given up for a new one. */
  readonly perConnection: number;
  readonly patience: MailPatience;
}

/**
 * The connections of one lane. Who asks first has the next free one; those that stand are taken before others are
 * opened. One that failed is never used again. Where the server takes fewer than there are lines, those it refused rest
 * for a while and their messages wait for the others.
 */
export class Connections {
  readonly #server: MailServer;
  readonly #limits: ConnectionLimits;
  readonly #lines: readonly Line[];
  /** The last of them is taken first. */
  readonly #free: Line[];
  readonly #waiting: {
    readonly take: (line: Line) => void;
    readonly refuse: (failed: HandOverFailed) => void;
  }[] = [];
  readonly #resting = new Set<Line>();
  #closed: (() => void) | undefined;

  constructor(server: MailServer, limits: ConnectionLimits) {
    this.#server = server;
    this.#limits = limits;
    this.#lines = Array.from({ length: limits.connections }, () => ({}));
    this.#free = [...this.#lines];
  }

  /**
   * One thing done over a connection of its own.
   *
   * @throws HandOverFailed where none can be had, and what the work throws
   */
  async over<T>(work: (conversation: Conversation) => Promise<T>): Promise<T> {
    const line = await this.#line();
    try {
      await this.#stand(line);
    } catch (error) {
      if (this.#maySpare(line, error)) return this.over(work);
      this.#giveBack(line);
      throw error;
    }
    try {
      return await work(line.conversation as Conversation); // it stands
    } finally {
      void this.#mended(line).then(() => this.#giveBack(line));
    }
  }

  /** Resolves once all work under way is done and every connection closed. */
  async close(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#closed = resolve;
    for (const { refuse } of this.#waiting.splice(0)) refuse(closedFailure());
    this.#endIfDone();
    await promise;
    await Promise.all(this.#lines.map((line) => this.#part(line)));
  }

  #line(): Promise<Line> {
    if (this.#closed !== undefined) return Promise.reject(closedFailure());
    const line = this.#free.pop();
    if (line !== undefined) return Promise.resolve(line);
    const { promise, resolve, reject } = Promise.withResolvers<Line>();
    this.#waiting.push({ take: resolve, refuse: reject });
    return promise;
  }

  async #stand(line: Line): Promise<void> {
    clearTimeout(line.idle);
    const { conversation } = line;
    if (conversation?.ready && conversation.messages < this.#limits.perConnection) return;
    if (conversation !== undefined) void this.#part(line);
    delete line.conversation;
    line.opening = true;
    try {
      line.conversation = await Conversation.open(this.#server, this.#limits.patience);
    } finally {
      line.opening = false;
    }
  }

  /** After a refusal the server is asked to forget the message, before anybody else has the connection. */
  async #mended({ conversation }: Line): Promise<void> {
    if (conversation?.ready && conversation.refused) await conversation.reset();
  }

  #giveBack(line: Line): void {
    const next = this.#waiting.shift();
    if (next !== undefined) {
      next.take(line);
      return;
    }
    const standing = line.conversation?.ready === true;
    this.#free[standing ? 'push' : 'unshift'](line);
    if (standing) line.idle = setTimeout(() => void this.#part(line), this.#limits.patience.idle).unref();
    this.#endIfDone();
  }

  #endIfDone(): void {
    if (this.#free.length + this.#resting.size === this.#lines.length) this.#closed?.();
  }

  /** The server answered that it takes no more connections, while others of ours stand: one fewer, for a while. */
  #maySpare(line: Line, error: unknown): boolean {
    const refused =
      error instanceof HandOverFailed && error.failure.stage === 'greeting' && error.failure.code !== null;
    const others = this.#lines.some(
      (other) => other !== line && (other.conversation?.ready || other.opening),
    );
    if (!refused || !others) return false;
    this.#resting.add(line);
    setTimeout(() => {
      this.#resting.delete(line);
      this.#giveBack(line);
    }, this.#limits.patience.rest).unref();
    return true;
  }

  /** Says goodbye; the line is free for another connection meanwhile. */
  async #part(line: Line): Promise<void> {
    clearTimeout(line.idle);
    const { conversation } = line;
    delete line.conversation;
    await conversation?.quit();
  }
}

const closedFailure = () =>
  new HandOverFailed({ ...unanswered('connect', 'the lane was closed'), class: 'lane' });
