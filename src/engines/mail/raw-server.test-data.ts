import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';

/** What is answered: a line, or whatever is done with the connection instead. */
export type Answer = string | ((session: Session, line: string) => void);

export interface Session {
  /** Connections are numbered from 1. */
  readonly number: number;
  readonly socket: Socket;
  /** Everything that came, as it came. */
  received: string;
  /** Verbs of the commands, in their order; `.` is the end of a message. */
  readonly said: string[];
  /** The last line told to it. */
  answered: string;
  say(line: string): void;
}

/** Answers to the commands by their verb, `greeting` and `.` beside them; what is left out is answered kindly. */
export type Answers = Readonly<Partial<Record<'greeting' | '.' | string, Answer>>>;

export interface RawServer {
  readonly port: number;
  readonly url: string;
  readonly sessions: Session[];
  /** Messages of which the final dot was received, in the order of the dots. */
  readonly ended: string[];
  close(): Promise<void>;
}

const kind: Answers = {
  greeting: '220 raw ready',
  EHLO: '250-raw\r\n250-SIZE 10000000\r\n250 8BITMIME',
  DATA: '354 go on',
  QUIT: ({ say, socket }) => {
    say('221 bye');
    socket.end();
  },
};

/** A mail server that answers as it is told, and does what no real one may be asked to. */
export async function rawServer(answers: Answers = {}): Promise<RawServer> {
  const sessions: Session[] = [];
  const ended: string[] = [];
  const server = createServer((socket) => {
    const session: Session = {
      number: sessions.length + 1,
      socket,
      received: '',
      said: [],
      answered: '',
      say: (line) => {
        session.answered = line;
        socket.write(`${line}\r\n`);
      },
    };
    sessions.push(session);
    socket.on('error', () => undefined);
    attend(session, { ...kind, ...answers }, ended);
  });
  const listening = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', listening.resolve);
  await listening.promise;
  const { port } = server.address() as AddressInfo; // listens on a port, so it is not a pipe's name
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    sessions,
    ended,
    close: async () => {
      for (const { socket } of sessions) socket.destroy();
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      await closed.promise;
    },
  };
}

function attend(session: Session, answers: Answers, ended: string[]): void {
  let rest = '';
  let content: string | undefined;
  const give = (verb: string, line: string) => {
    const answer = answers[verb] ?? '250 ok';
    if (typeof answer === 'string') session.say(answer);
    else answer(session, line);
  };
  const command = (line: string) => {
    const verb = line.split(/[ :]/)[0]?.toUpperCase() ?? '';
    session.said.push(verb);
    give(verb, line);
    if (verb === 'DATA' && session.answered.startsWith('354')) content = '';
  };
  session.socket.on('data', (chunk) => {
    session.received += chunk.toString('latin1');
    rest += chunk.toString('latin1');
    for (;;) {
      const end = content === undefined ? rest.indexOf('\r\n') : `\r\n${rest}`.indexOf('\r\n.\r\n');
      if (end < 0) return;
      if (content === undefined) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        command(line);
      } else {
        ended.push(rest.slice(0, end).replaceAll('\r\n..', '\r\n.'));
        rest = rest.slice(end + 3);
        content = undefined;
        session.said.push('.');
        give('.', '.');
      }
    }
  });
  give('greeting', '');
}
