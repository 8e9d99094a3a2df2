import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { isAscii } from './address.ts';
import { answered, HandOverFailed, unanswered } from './failure.ts';
import type { MailStage } from './port.ts';
import type { MailServer } from './server-address.ts';

/** How long is waited for what, in milliseconds. */
export interface MailPatience {
  /** Until the server's machine answers. */
  readonly connect: number;
  /** For the answer to one command; for the greeting; for TLS. */
  readonly command: number;
  /** For the content to be taken, and again for the answer to its end. */
  readonly end: number;
  /** A connection without work is closed after it. */
  readonly idle: number;
  /** Until a connection is tried again that the server refused while it had others of ours. */
  readonly rest: number;
}

/** What is to be said: one message with one reader. */
export interface Spoken {
  readonly from: string;
  readonly to: string;
  readonly content: Buffer;
}

/** What holds the end of a message back. */
export interface Hold {
  /** All is written but the final dot, which is given when this resolves while the connection still stands. */
  beforeEnd(stands: () => boolean): Promise<void>;
  /** The final dot is given now. */
  ending(): void;
}

type Fault = NonNullable<Parameters<Parameters<SMTPConnection['login']>[1]>[0]>;
/** Typed by the library as still to be made, which it is before `connect`. */
type Socket = Exclude<SMTPConnection['_socket'], false | null>;

/** Nothing of the library's own ends a wait; every wait is ours. */
const farAway = 86_400_000;
const longestReplyBytes = 65_536;
/** Milliseconds. */
const goodbye = 2_000;

const commandStages: readonly (readonly [RegExp, MailStage])[] = [
  [/^(EHLO|HELO)\b/, 'greeting'],
  [/^STARTTLS\b/, 'tls'],
  [/^AUTH\b/, 'auth'],
  [/^(MAIL FROM|RSET)\b/, 'mail'],
  [/^RCPT TO\b/, 'rcpt'],
  [/^DATA\b/, 'data'],
];

/**
 * One connection to a mail server, from the greeting to QUIT, one message after the other.
 *
 * nodemailer speaks; what is added is the hold before the end of a message, a wait of our own for each step, and where
 * in the conversation it broke off: its log of commands and answers tells which is still without answer.
 */
export class Conversation {
  readonly #connection: SMTPConnection;
  readonly #patience: MailPatience;
  readonly #server: MailServer;
  /** Steps without an answer yet; several where commands are sent in one go (PIPELINING). */
  #awaited: MailStage[] = ['connect'];
  #last: MailStage = 'connect';
  #content: 'none' | 'written' | 'ended' = 'none';
  #greeted = '';
  #timer: NodeJS.Timeout | undefined;
  #giveUp: ((failed: HandOverFailed) => void) | undefined;
  #stands = true;
  #healthy = true;
  #refused = false;
  #messages = 0;

  private constructor(server: MailServer, patience: MailPatience) {
    this.#server = server;
    this.#patience = patience;
    this.#connection = new SMTPConnection({
      host: server.host,
      port: server.port,
      secure: server.secure,
      requireTLS: server.requireTLS,
      tls: server.tls,
      ...(server.name === undefined ? {} : { name: server.name }),
      connectionTimeout: farAway,
      greetingTimeout: farAway,
      socketTimeout: farAway,
      dnsTimeout: patience.connect,
      socketCloseTimeout: 0,
      maxResponseSize: longestReplyBytes,
      transactionLog: true,
      logger: {
        debug: (entry, said) => this.#heard(entry.tnx, said),
        info: (entry) => this.#heard(entry.tnx, ''),
      },
    });
    this.#connection.on('error', (fault: Fault) => this.#giveUp?.(this.#failed(fault)));
    // Later than the library's own word on what happened, which is better informed.
    this.#connection.on('end', () => {
      this.#stands = false;
      setImmediate(() => this.#giveUp?.(this.#lost('the server closed the connection')));
    });
  }

  /**
   * Connects, and signs in where the server asks for it.
   *
   * @throws HandOverFailed
   */
  static async open(server: MailServer, patience: MailPatience): Promise<Conversation> {
    const it = new Conversation(server, patience);
    const connection = it.#connection;
    try {
      await it.#asked<void>(patience.connect, (done) => connection.connect((fault) => done(fault ?? null)));
      const { auth } = server;
      if (auth !== undefined && connection.allowsAuth)
        await it.#asked(patience.command, (done) => connection.login({ ...auth }, done));
      return it;
    } catch (error) {
      it.drop();
      throw error;
    }
  }

  /** Ready for another message: it stands, and nothing went wrong on it but what the server refused in good order. */
  get ready(): boolean {
    return this.#stands && this.#healthy;
  }

  /** The last message was refused; the server may still have it in mind. */
  get refused(): boolean {
    return this.#refused;
  }

  /** How many were begun. */
  get messages(): number {
    return this.#messages;
  }

  /**
   * Hands one message over.
   *
   * @returns the server's answer
   * @throws HandOverFailed; what `hold.beforeEnd` throws, once nothing can be handed over any more
   */
  async send({ from, to, content }: Spoken, hold: Hold): Promise<string> {
    this.#messages += 1;
    this.#refused = true;
    this.#awaited = [];
    this.#last = 'mail';
    this.#content = 'none';
    this.#refuseForeignLetters(from, to);
    let holding: Promise<void> | undefined;
    const held = Readable.from(
      this.#withoutEnd(content, hold.ending, () => {
        holding = hold.beforeEnd(() => this.#listens());
        return holding;
      }),
      { objectMode: false, highWaterMark: 1 },
    );
    try {
      const { response } = await this.#asked<{ response: string }>(this.#patience.command, (done) =>
        this.#connection.send({ from, to: [to], size: content.length }, held, done),
      );
      if (this.#stage() !== 'end' || !/^2\d\d(?=[ -]|$)/.test(response))
        throw new HandOverFailed(answered(this.#stage(), response));
      this.#refused = false;
      return response;
    } catch (error) {
      this.#healthy = error instanceof HandOverFailed && this.#inGoodOrder(error);
      if (!this.#healthy) this.drop();
      await holding; // what it throws counts more
      throw error;
    }
  }

  /** Makes the server forget a message it refused. Afterwards the connection is ready, or dropped. */
  async reset(): Promise<void> {
    this.#content = 'none';
    this.#refused = false;
    await this.#asked(this.#patience.command, (done) => this.#connection.reset(done)).catch(() =>
      this.drop(),
    );
  }

  /** Says goodbye; nobody waits long for the answer. */
  async quit(): Promise<void> {
    if (!this.#stands) return;
    await this.#asked<never>(goodbye, () => this.#connection.quit()).catch(() => this.drop());
  }

  /** Cuts the connection. What has no final dot by now never gets one. */
  drop(): void {
    this.#stands = false;
    this.#unwatch();
    this.#connection.close();
  }

  /** All of the content in one piece; the dot comes with its end, which waits. */
  async *#withoutEnd(content: Buffer, ending: () => void, hold: () => Promise<void>): AsyncGenerator<Buffer> {
    this.#content = 'written';
    this.#watch(this.#patience.end);
    yield content;
    await this.#flushed();
    this.#unwatch();
    await hold();
    if (!this.#listens()) {
      this.drop(); // before the end of this, which would be the dot
      return;
    }
    ending();
    this.#content = 'ended';
    this.#watch(this.#patience.end);
  }

  /** What is said can still be heard and answered: neither side has closed its half. */
  #listens(): boolean {
    const socket = this.#connection._socket as Socket;
    return this.#stands && socket.writable && !socket.readableEnded;
  }

  /** Until all that was written is with the system: so little is left to do once the message is in doubt. */
  async #flushed(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    setImmediate(resolve); // the content passes through the library's own stream first
    await promise;
    const socket = this.#connection._socket as Socket;
    if (socket.writableLength === 0 || !socket.writable) return;
    const written = Promise.withResolvers<void>();
    socket.write(Buffer.alloc(0), () => written.resolve());
    await written.promise;
  }

  /** RFC 6531 3.3: an address outside of ASCII is said only to servers that announce they know such. */
  #refuseForeignLetters(from: string, to: string): void {
    if ((isAscii(from) && isAscii(to)) || /[ -]SMTPUTF8\b/im.test(this.#greeted)) return;
    throw new HandOverFailed({
      ...unanswered(isAscii(from) ? 'rcpt' : 'mail', 'the mail server takes no addresses outside of ASCII'),
      class: 'message',
    });
  }

  /** Refused in good order: the server answered before the content or after its end, and goes on. */
  #inGoodOrder({ failure: { stage, code, class: of } }: HandOverFailed): boolean {
    const between = this.#content === 'none' || stage === 'end';
    const passes = of === 'message' || (code !== null && code !== 503 && (of === 'bounce' || of === 'retry'));
    return this.#stands && between && passes;
  }

  #stage(): MailStage {
    const written = this.#content === 'ended' ? 'end' : 'data';
    return this.#awaited[0] ?? (this.#content === 'none' ? this.#last : written);
  }

  /** Commands and answers as they pass. */
  #heard(kind: unknown, said: string): void {
    if (kind === 'network' && this.#last === 'connect' && this.#stands) {
      this.#awaited = ['greeting'];
      this.#watch(this.#patience.command);
    } else if (kind === 'client') {
      const stage = commandStages.find(([form]) => form.test(said))?.[1] ?? this.#last;
      this.#awaited.push(stage);
      this.#watch(this.#patience.command);
    } else if (kind === 'server') {
      this.#last = this.#awaited.shift() ?? this.#last;
      if (this.#last === 'greeting') this.#greeted = said;
      this.#watch(this.#patience.command);
    }
  }

  /** One thing asked of the server at a time; it is answered, or the connection fails, or the wait ends. */
  async #asked<T>(wait: number, ask: (done: (fault: Fault | null, value?: T) => void) => void): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    this.#giveUp = reject;
    this.#watch(wait);
    // The value is there where no fault is: the library's callbacks have it so.
    ask((fault, value) => (fault === null ? resolve(value as T) : reject(this.#failed(fault))));
    try {
      return await promise;
    } finally {
      this.#giveUp = undefined;
      this.#unwatch();
    }
  }

  #watch(ms: number): void {
    this.#unwatch();
    if (this.#giveUp === undefined) return;
    this.#timer = setTimeout(() => {
      this.#giveUp?.(this.#lost(`no answer within ${ms} ms`));
      this.drop();
    }, ms);
  }

  #unwatch(): void {
    clearTimeout(this.#timer);
  }

  #failed(fault: Fault): HandOverFailed {
    const stage = this.#stageOf(fault);
    if (fault.response !== undefined) return new HandOverFailed(answered(stage, fault.response));
    const size = fault.code === 'EMESSAGE' && stage === 'mail';
    const failure = unanswered(stage, fault.message);
    return new HandOverFailed(size ? { ...failure, class: 'message' } : failure);
  }

  #lost(happened: string): HandOverFailed {
    return new HandOverFailed(unanswered(this.#stage(), happened));
  }

  #stageOf({ code, command, response, originalCode }: Fault): MailStage {
    if (code === 'ETLS') return 'tls';
    if (code === 'EAUTH') return 'auth';
    if (command === 'DATA') return this.#content === 'ended' ? 'end' : 'data';
    const named = commandStages.find(([form]) => form.test(command ?? ''))?.[1];
    if (named !== undefined) return named;
    // An answer that was counted before the fault was told belongs to the step it answered.
    const stage = response === undefined || this.#content !== 'none' ? this.#stage() : this.#last;
    const shaking = this.#server.secure && stage === 'connect' && originalCode !== undefined;
    return shaking && !systemFault.test(originalCode) ? 'tls' : stage;
  }
}

const systemFault = /^E(CONN|HOST|NET|TIMEDOUT|PIPE|ADDR|ACCES|NOTFOUND|AI_)/;
