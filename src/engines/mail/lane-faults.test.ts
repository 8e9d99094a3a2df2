import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { MailPatience } from './conversation.ts';
import { atOnce, Ends, mailServer, message } from './lane.test-data.ts';
import type { HandOverHooks, MailFailureClass, MailStage } from './port.ts';
import { type Answer, type Answers, type RawServer, rawServer } from './raw-server.test-data.ts';

const ends = new Ends();
afterEach(() => ends.all());

/** For what never comes. */
const patience = { connect: 600, command: 600, end: 600 };
const silence: Answer = () => undefined;
const cut: Answer = ({ socket }) => void socket.destroy();
const closed: Answer = ({ socket }) => void socket.end();

/** Does it the first time; afterwards it is answered kindly. */
function once(what: Answer, kindly = '250 ok'): Answer {
  let times = 0;
  return (session, line) => {
    times += 1;
    const answer = times === 1 ? what : kindly;
    if (typeof answer === 'string') session.say(answer);
    else answer(session, line);
  };
}

async function handedOver(
  answers: Answers,
  { hooks = atOnce, patience = {} }: { hooks?: HandOverHooks; patience?: Partial<MailPatience> } = {},
) {
  const server = ends.add(await rawServer(answers));
  const lane = ends.lane({ url: server.url, patience });
  return { server, lane, over: await lane.handOver(message(1), hooks) };
}

const failure = (stage: MailStage, code: number | null, of: MailFailureClass) => ({
  taken: false,
  failure: { stage, code, class: of },
});

/** Another message goes out beside or after it, over a connection that did not fail. */
async function goesOn(server: RawServer, lane: ReturnType<Ends['lane']>, number = 2): Promise<void> {
  expect(await lane.handOver(message(number), atOnce)).toMatchObject({ taken: true });
  expect(server.ended.at(-1)).toContain(`<m-${number}@marque.example>`);
}

describe('an answer at each stage', () => {
  it.each<[string, string, MailStage, number, MailFailureClass]>([
    ['greeting', '421 too many connections', 'greeting', 421, 'lane'],
    ['greeting', '554 go away', 'greeting', 554, 'lane'],
    ['EHLO', '421 closing', 'greeting', 421, 'lane'],
    ['MAIL', '421 closing', 'mail', 421, 'lane'],
    ['MAIL', '450 busy', 'mail', 450, 'retry'],
    ['MAIL', '451 4.7.1 slow down', 'mail', 451, 'lane'],
    ['MAIL', '550 sender unknown', 'mail', 550, 'lane'],
    ['MAIL', '552 too big', 'mail', 552, 'message'],
    ['RCPT', '421 closing', 'rcpt', 421, 'lane'],
    ['RCPT', '450 4.2.0 Greylisted, come back in 5 minutes', 'rcpt', 450, 'retry'],
    ['RCPT', '450 mailbox busy', 'rcpt', 450, 'retry'],
    ['RCPT', '550 5.1.1 no such user', 'rcpt', 550, 'bounce'],
    ['RCPT', '552 mailbox full', 'rcpt', 552, 'retry'],
    ['RCPT', '554 5.7.1 relay access denied', 'rcpt', 554, 'lane'],
    ['DATA', '421 closing', 'data', 421, 'lane'],
    ['DATA', '451 not now', 'data', 451, 'retry'],
    ['DATA', '554 no', 'data', 554, 'message'],
    ['.', '421 closing', 'end', 421, 'lane'],
    ['.', '450 not now', 'end', 450, 'retry'],
    ['.', '451 4.7.1 too many messages', 'end', 451, 'lane'],
    ['.', '550 5.7.1 spam', 'end', 550, 'message'],
    ['.', '552 too big', 'end', 552, 'message'],
    ['.', '554 no', 'end', 554, 'message'],
  ])('%s: %s is of stage %s', async (verb, answer, stage, code, of) => {
    const kindly = verb === 'DATA' ? '354 go on' : verb === 'greeting' ? '220 ready' : '250 ok';
    const { server, lane, over } = await handedOver({ [verb]: once(answer, kindly) });
    expect(over).toMatchObject(failure(stage, code, of));
    expect(over).toMatchObject({ failure: { reply: answer } });
    await goesOn(server, lane);
    // Refused in good order the connection serves on, once it was asked to forget; else a new one is opened.
    const goodOrder = of !== 'lane';
    expect(server.sessions).toHaveLength(goodOrder ? 1 : 2);
    expect(server.sessions[0]?.said.includes('RSET')).toBe(goodOrder);
  });

  it('to commands sent in one go is told at its own (PIPELINING), and the connection serves on', async () => {
    const { server, lane, over } = await handedOver({
      EHLO: '250-raw\r\n250 PIPELINING',
      RCPT: once('550 5.1.1 no such user'),
      // What follows the refused reader is refused too, as servers do; that answer is not the one that counts.
      DATA: once('554 no readers', '354 go on'),
    });
    expect(over).toMatchObject(failure('rcpt', 550, 'bounce'));
    await goesOn(server, lane);
    expect(server.sessions).toHaveLength(1);
    expect(server.sessions[0]?.said).toContain('RSET');
  });

  it('of 421 amid commands sent in one go is told at its own', async () => {
    const { over } = await handedOver({ EHLO: '250-raw\r\n250 PIPELINING', RCPT: '421 closing' });
    expect(over).toMatchObject(failure('rcpt', 421, 'lane'));
  });

  it('in bytes, one by one, is read as any', async () => {
    const inBytes =
      (reply: string): Answer =>
      async ({ socket }) => {
        for (const byte of `${reply}\r\n`) {
          socket.write(byte);
          await wait(1);
        }
      };
    const { over, server, lane } = await handedOver({
      greeting: inBytes('220-raw\r\n220 ready'),
      RCPT: inBytes('250-one\r\n250 two'),
      '.': inBytes('250 taken'),
    });
    expect(over).toEqual({ taken: true, reply: '250 taken' });
    await goesOn(server, lane);
  });
});

describe('a server that stalls', () => {
  it.each<[string, MailStage, MailFailureClass]>([
    ['greeting', 'greeting', 'lane'],
    ['EHLO', 'greeting', 'lane'],
    ['MAIL', 'mail', 'retry'],
    ['RCPT', 'rcpt', 'retry'],
    ['DATA', 'data', 'retry'],
    ['.', 'end', 'uncertain'],
  ])('at %s is waited for no longer than told', async (verb, stage, of) => {
    const { server, over } = await handedOver({ [verb]: silence }, { patience });
    expect(over).toMatchObject(failure(stage, null, of));
    expect(over).toMatchObject({ failure: { reply: 'no answer within 600 ms' } });
    expect(server.ended).toHaveLength(stage === 'end' ? 1 : 0);
  });

  it('word by word is not waited for longer', async () => {
    const drip: Answer = async ({ socket }) => {
      for (let word = 0; word < 100 && !socket.destroyed; word += 1) {
        socket.write('2');
        await wait(20);
      }
    };
    expect((await handedOver({ MAIL: drip }, { patience })).over).toMatchObject(
      failure('mail', null, 'retry'),
    );
  });

  it('and takes no more of the content gets no end', async () => {
    const stopped: Answer = ({ socket, say }) => {
      say('354 go on');
      socket.pause();
    };
    const server = ends.add(await rawServer({ DATA: stopped }));
    const lane = ends.lane({ url: server.url, patience });
    let asked = false;
    const big = message(1, { html: 'x'.repeat(2_000_000), text: 'y'.repeat(2_000_000) });
    const over = await lane.handOver(big, {
      beforeEnd: async () => {
        asked = true;
      },
    });
    // Loopback takes some 4 MB on trust; what it took whole is in doubt only after it was asked for.
    expect(over).toMatchObject(asked ? failure('end', null, 'uncertain') : failure('data', null, 'retry'));
  });

  it('after the final dot holds up nobody else', async () => {
    const server = ends.add(await rawServer({ '.': once(silence) }));
    const lane = ends.lane({ url: server.url, connections: 2, patience: { ...patience, end: 2_000 } });
    const stalled = lane.handOver(message(1), atOnce);
    while (server.ended.length === 0) await wait(5);
    let settled = false;
    void stalled.finally(() => {
      settled = true;
    });
    for (const number of [2, 3, 4]) await goesOn(server, lane, number);
    expect(settled).toBe(false);
    expect(await stalled).toMatchObject(failure('end', null, 'uncertain'));
  });

  it('at a machine that never answers is a lane without a server', async () => {
    const lane = ends.lane({ url: 'smtp://127.0.0.1:9', patience });
    const over = await lane.handOver(message(1), atOnce);
    expect(over).toMatchObject(failure('connect', null, 'lane'));
    expect(over).toMatchObject({ failure: { reply: expect.stringContaining('ECONNREFUSED') } });
    const nowhere = ends.lane({
      url: 'smtp://no-such-host.invalid',
      patience: { ...patience, connect: 5_000 },
    });
    expect(await nowhere.handOver(message(1), atOnce)).toMatchObject(failure('connect', null, 'lane'));
  });
});

describe('a connection that is lost', () => {
  it.each<[string, string, Answer, MailStage, MailFailureClass]>([
    ['greeting', 'cut', cut, 'greeting', 'lane'],
    ['EHLO', 'closed', closed, 'greeting', 'lane'],
    ['MAIL', 'cut', cut, 'mail', 'retry'],
    ['RCPT', 'closed', closed, 'rcpt', 'retry'],
    ['DATA', 'cut', cut, 'data', 'retry'],
    ['.', 'cut', cut, 'end', 'uncertain'],
    ['.', 'closed', closed, 'end', 'uncertain'],
    ['.', 'half an answer', ({ socket }) => void socket.end('25'), 'end', 'uncertain'],
  ])('at %s (%s) is never used again', async (verb, _, what, stage, of) => {
    const kindly = verb === 'DATA' ? '354 go on' : verb === 'greeting' ? '220 ready' : '250 ok';
    const { server, lane, over } = await handedOver({ [verb]: once(what, kindly) });
    expect(over).toMatchObject(failure(stage, null, of));
    await goesOn(server, lane);
    expect(server.sessions).toHaveLength(2);
  });

  it('while the end is held is a message surely not taken, which is told once the caller has written', async () => {
    const server = ends.add(await rawServer());
    const lane = ends.lane({ url: server.url, patience });
    const told: string[] = [];
    const over = await lane.handOver(message(1), {
      beforeEnd: async () => {
        server.sessions[0]?.socket.destroy();
        await wait(50);
        told.push('written');
      },
    });
    told.push('over');
    expect(told).toEqual(['written', 'over']);
    expect(over).toMatchObject(failure('data', null, 'retry'));
    expect(server.ended).toEqual([]);
  });

  it('by half, after DATA: who will not answer gets no end', async () => {
    const half: Answer = ({ say, socket }) => {
      say('354 go on');
      socket.end();
    };
    const { over, server } = await handedOver({ DATA: half }, { hooks: { beforeEnd: () => wait(50) } });
    expect(over).toMatchObject({ taken: false, failure: { stage: 'data', class: 'retry' } });
    expect(server.ended).toEqual([]);
  });
});

describe('a server that speaks no SMTP', () => {
  const garbage = 'HTTP/1.1 400 Bad Request';
  it.each<[string, MailStage, MailFailureClass]>([
    ['greeting', 'greeting', 'lane'],
    ['MAIL', 'mail', 'lane'],
    ['RCPT', 'rcpt', 'lane'],
    ['DATA', 'data', 'lane'],
    ['.', 'end', 'uncertain'],
  ])('at %s', async (verb, stage, of) => {
    const { over } = await handedOver({ [verb]: garbage });
    expect(over).toMatchObject(failure(stage, null, of));
    expect(over).toMatchObject({ failure: { reply: garbage } });
  });

  it.each(['2', '25', '2500 ok', '2xx fine', '999 what', '354 more'])(
    'and takes a message with %j',
    async (answer) => {
      expect((await handedOver({ '.': answer })).over).toMatchObject({
        taken: false,
        failure: { stage: 'end', class: 'uncertain' },
      });
    },
  );

  it('and takes a message before it has its end', async () => {
    const { over, server } = await handedOver(
      { DATA: ({ say }) => say('354 go on\r\n250 taken already') },
      { hooks: { beforeEnd: () => wait(30) } },
    );
    expect(over).toMatchObject({ taken: false, failure: { stage: 'data', class: 'lane' } });
    expect(server.ended).toEqual([]);
  });

  it('and never ends a line', async () => {
    const { over } = await handedOver({ MAIL: ({ socket }) => void socket.write('x'.repeat(100_000)) });
    expect(over).toMatchObject({ taken: false, failure: { stage: 'mail' } });
  });
});

describe('TLS that fails', () => {
  it('is the lane, before a word of the message: an unknown certificate', async () => {
    const server = ends.add(await mailServer({ disabledCommands: [] }));
    const over = await ends.lane({ url: server.url }).handOver(message(1), atOnce);
    expect(over).toMatchObject(failure('tls', null, 'lane'));
    expect(server.received).toEqual([]);
  });

  it.each<[string, Answer]>([
    ['refused', '454 4.7.0 not now'],
    ['cut off', cut],
    ['stalled', '220 go ahead'],
    ['answered with garbage', ({ socket }) => void socket.write('220 go\r\nnot TLS at all\r\n')],
  ])('%s', async (_, answer) => {
    const { over, server } = await handedOver(
      { EHLO: '250-raw\r\n250 STARTTLS', STARTTLS: answer },
      { patience },
    );
    expect(over).toMatchObject({ taken: false, failure: { stage: 'tls', class: 'lane' } });
    // What follows is a greeting of TLS, in which anything may stand.
    expect(server.sessions[0]?.said.slice(0, 2)).toEqual(['EHLO', 'STARTTLS']);
    expect(server.sessions[0]?.received).not.toContain('MAIL FROM');
  });

  it('from the first byte, where the server speaks plainly', async () => {
    const server = ends.add(await rawServer());
    const lane = ends.lane({ url: server.url.replace('smtp:', 'smtps:'), patience });
    expect(await lane.handOver(message(1), atOnce)).toMatchObject(failure('tls', null, 'lane'));
  });
});

it('a wrong password is the lane, and is not told', async () => {
  const server = ends.add(
    await mailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(new Error('wrong')),
    }),
  );
  const lane = ends.lane({ url: server.url.replace('//', '//user:hunter2@'), patience });
  const over = await lane.handOver(message(1), atOnce);
  expect(over).toMatchObject(failure('auth', 535, 'lane'));
  expect(JSON.stringify(over)).not.toContain('hunter2');
});

it('a server that takes two connections and no more has all messages over those', async () => {
  let open = 0;
  const server = ends.add(
    await rawServer({
      greeting: ({ socket, say }) => {
        open += 1;
        socket.on('close', () => {
          open -= 1;
        });
        say(open > 2 ? '421 4.7.0 too many connections' : '220 ready');
      },
    }),
  );
  const lane = ends.lane({ url: server.url, connections: 4 });
  const overs = await Promise.all(
    Array.from({ length: 20 }, (_, number) => lane.handOver(message(number), atOnce)),
  );
  expect(overs.every(({ taken }) => taken)).toBe(true);
  expect(server.ended).toHaveLength(20);
  await lane.close();
});

it('a message too large for the server is not begun, and harms no other', async () => {
  const { server, lane, over } = await handedOver({ EHLO: '250-raw\r\n250 SIZE 100' });
  expect(over).toMatchObject(failure('mail', null, 'message'));
  expect(server.sessions[0]?.said).not.toContain('MAIL');
  expect(await lane.handOver(message(2), atOnce)).toMatchObject(failure('mail', null, 'message'));
  expect(server.sessions).toHaveLength(1);
});

it('of 40 messages over 4 connections one in five fails in its own way, and all others are taken once', async () => {
  const ways: readonly Answer[] = ['550 5.1.1 unknown', '450 busy', cut, 'garbage'];
  let failed = 0;
  const server = ends.add(
    await rawServer({
      RCPT: (session, line) => {
        const number = Number(/julie-(\d+)/.exec(line)?.[1]);
        const way = number % 5 === 0 ? (ways[failed++ % ways.length] ?? '250 ok') : '250 ok';
        if (typeof way === 'string') session.say(way);
        else way(session, line);
      },
    }),
  );
  const lane = ends.lane({
    url: server.url,
    connections: 4,
    patience: { ...patience, command: 5_000, end: 5_000 },
  });
  const overs = await Promise.all(
    Array.from({ length: 40 }, (_, number) => lane.handOver(message(number), atOnce)),
  );
  expect(overs.map(({ taken }) => taken)).toEqual(overs.map((_, number) => number % 5 !== 0));
  const ids = server.ended.map((raw) => /<m-(\d+)@/.exec(raw)?.[1]);
  expect(new Set(ids).size).toBe(32);
  expect(ids).toHaveLength(32);
});
