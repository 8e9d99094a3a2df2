import { generateKeyPairSync } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { handClock } from '#src/engines/clock/index.ts';
import { openMailLane } from './index.ts';
import { atOnce, Ends, mailServer, message } from './lane.test-data.ts';
import type { CustomerMail, HandOver } from './port.ts';
import { rawServer } from './raw-server.test-data.ts';
import { headerOf, receivedMail, verifiedNames } from './received-mail.test-data.ts';

const ends = new Ends();
afterEach(() => ends.all());

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const dkim = {
  domain: 'marque.example',
  selector: 'p1',
  privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
};

describe('a message', () => {
  it('arrives with its envelope, its headers, its date and both its forms', async () => {
    const server = ends.add(await mailServer());
    const clock = handClock(Date.parse('2026-01-15T12:00:00Z'));
    const lane = ends.lane({ url: server.url, clock });
    expect(await lane.handOver(message(1), atOnce)).toMatchObject({ taken: true, reply: /^250/ });
    const [{ from, to, raw } = { from: '', to: [], raw: '' }] = server.received;
    expect({ from, to }).toEqual({ from: 'bounce+1@marque.example', to: ['julie-1@example.org'] });
    const { headers, parts } = receivedMail(raw);
    const written = Object.fromEntries(headers);
    expect(written).toMatchObject({
      ...message(1).headers,
      From: 'Ma Marque <bonjour@marque.example>',
      To: 'julie-1@example.org',
      'Reply-To': 'aide@marque.example',
      // "Votre été n° 1": é is =C3=A9, ° is =C2=B0, a blank is _.
      Subject: '=?UTF-8?Q?Votre_=C3=A9t=C3=A9_n=C2=B0_1?=',
      Date: 'Thu, 15 Jan 2026 12:00:00 +0000',
    });
    expect(parts).toMatchObject({
      'text/plain': 'Bonjour Julie,\r\n.\r\nà bientôt, 1.',
      'text/html': '<p>Bonjour Julie,</p>\r\n<p>à bientôt, 1.</p>',
    });
    // Folding has broken signatures: the whole of it stands on one line, as it was given.
    expect(raw).toContain(`\r\nList-Unsubscribe: ${message(1).headers['List-Unsubscribe']}\r\n`);
  });

  it('keeps its id however often it is handed over', async () => {
    const server = ends.add(await mailServer());
    const lane = ends.lane({ url: server.url });
    for (let time = 0; time < 2; time += 1) await lane.handOver(message('same'), atOnce);
    const ids = server.received.map(({ raw }) => headerOf(receivedMail(raw).headers, 'message-id'));
    expect(ids).toEqual(['<m-same@marque.example>', '<m-same@marque.example>']);
  });

  it('is signed with everything that says who writes and how to leave, as a check from the standard finds', async () => {
    const server = ends.add(await mailServer());
    const lane = ends.lane({ url: server.url, dkim });
    await lane.handOver(message(1), atOnce);
    await lane.handOver(message(2, { text: '.dot\n  blanks  at end  \n\n\n' }), atOnce);
    for (const { raw } of server.received) {
      const names = verifiedNames(raw, publicKey);
      expect(names).toEqual(
        expect.arrayContaining([
          ...['from', 'reply-to', 'to', 'subject', 'date', 'message-id'],
          ...['list-unsubscribe', 'list-unsubscribe-post', 'feedback-id'],
        ]),
      );
      expect(raw).toMatch(/^DKIM-Signature: v=1; a=rsa-sha256; c=relaxed\/relaxed; d=marque\.example;/);
      const touched = raw.replace('One-Click', 'Two-Clicks');
      expect(() => verifiedNames(touched, publicKey)).toThrow('does not hold');
      expect(() => verifiedNames(`${raw}more\r\n`, publicKey)).toThrow('body');
    }
  });

  it('to a domain in letters of its own reaches it by its name for machines', async () => {
    const server = ends.add(await rawServer());
    const lane = ends.lane({ url: server.url });
    await lane.handOver(message(1, { to: { address: 'julie@été.example' } }), atOnce);
    expect(server.sessions[0]?.received).toContain('RCPT TO:<julie@xn--t-9fab.example>\r\n');
    expect(server.ended[0]).toContain('\r\nTo: julie@xn--t-9fab.example\r\n');
  });

  it('with letters outside of ASCII before the @ goes only where the server knows such', async () => {
    const [plain, able] = [
      ends.add(await rawServer()),
      ends.add(await rawServer({ EHLO: '250-x\r\n250 SMTPUTF8' })),
    ];
    const foreign = message(1, { to: { address: 'zoé@example.org' } });
    expect(await ends.lane({ url: plain.url }).handOver(foreign, atOnce)).toMatchObject({
      taken: false,
      failure: { stage: 'rcpt', class: 'message', code: null },
    });
    expect(plain.sessions[0]?.said).toEqual(['EHLO']);
    expect(await ends.lane({ url: able.url }).handOver(foreign, atOnce)).toMatchObject({ taken: true });
  });
});

describe('the end of a message', () => {
  it.each([
    ['20 KB', 20_000],
    ['2 MB', 2_000_000],
  ])('of %s is held until the caller has written down that it begins', async (_, letters) => {
    const server = ends.add(await rawServer());
    const lane = ends.lane({ url: server.url });
    const asked = Promise.withResolvers<void>();
    const written = Promise.withResolvers<void>();
    const over = lane.handOver(message(1, { html: 'x '.repeat(letters / 2) }), {
      beforeEnd: () => {
        asked.resolve();
        return written.promise;
      },
    });
    await asked.promise;
    const session = server.sessions[0];
    // Its own end, of the last part, has arrived; what is with the system arrives without us.
    while (!session?.received.endsWith('--\r\n')) await wait(5);
    expect(server.ended).toEqual([]);
    expect(session.said).toEqual(['EHLO', 'MAIL', 'RCPT', 'DATA']);
    written.resolve();
    expect(await over).toMatchObject({ taken: true });
    expect(server.ended).toHaveLength(1);
  });

  it('is never given when the caller could not write it down', async () => {
    const server = ends.add(await rawServer());
    const lane = ends.lane({ url: server.url, connections: 1 });
    const fault = new Error('no records');
    await expect(lane.handOver(message(1), { beforeEnd: () => Promise.reject(fault) })).rejects.toBe(fault);
    expect(await lane.handOver(message(2), atOnce)).toMatchObject({ taken: true });
    expect(server.ended).toHaveLength(1);
    expect(server.ended[0]).toContain('<m-2@marque.example>');
    expect(server.sessions).toHaveLength(2);
  });

  it('is followed by what became of it, which is written down before the next may be in doubt', async () => {
    const server = ends.add(
      await rawServer({ '.': ({ said, say }) => say(said.length < 6 ? '250 one' : '554 two') }),
    );
    const lane = ends.lane({ url: server.url, connections: 1 });
    const told: string[] = [];
    const hooks = (number: number) => ({
      beforeEnd: async () => void told.push(`begins ${number}`),
      afterEnd: async (over: HandOver) => {
        await wait(20);
        told.push(`${over.taken ? over.reply : over.failure.reply} ${number}`);
      },
    });
    const overs = [1, 2].map(async (number) => {
      await lane.handOver(message(number), hooks(number));
      // Told before the hand-over is over.
      expect(told.filter((one) => one.endsWith(`${number}`))).toHaveLength(2);
    });
    await Promise.all(overs);
    expect(told).toEqual(['begins 1', '250 one 1', 'begins 2', '554 two 2']);
  });

  it('is not asked for, nor what became of it, where the message was refused before', async () => {
    const server = ends.add(await rawServer({ RCPT: '550 5.1.1 unknown' }));
    const told: string[] = [];
    const over = await ends.lane({ url: server.url }).handOver(message(1), {
      beforeEnd: async () => void told.push('begins'),
      afterEnd: async () => void told.push('over'),
    });
    expect(over).toMatchObject({ taken: false });
    expect(told).toEqual([]);
  });

  it('harms no other message when what became of it could not be written down', async () => {
    const server = ends.add(await rawServer());
    const lane = ends.lane({ url: server.url });
    const fault = new Error('no records');
    const over = lane.handOver(message(1), { ...atOnce, afterEnd: () => Promise.reject(fault) });
    await expect(over).rejects.toBe(fault);
    expect(await lane.handOver(message(2), atOnce)).toMatchObject({ taken: true });
    expect(server.sessions).toHaveLength(1);
  });

  /** The most messages that were in doubt at one moment, of so many sent at once. */
  async function mostInDoubt(answerMs: number): Promise<number> {
    let [inDoubt, most] = [0, 0];
    const server = ends.add(
      await rawServer({ '.': ({ say }) => setTimeout(() => say('250 taken'), answerMs) }),
    );
    const lane = ends.lane({ url: server.url, connections: 4 });
    const hooks = {
      beforeEnd: async () => {
        inDoubt += 1;
        most = Math.max(most, inDoubt);
      },
      afterEnd: async () => {
        inDoubt -= 1;
      },
    };
    await Promise.all(Array.from({ length: 24 }, (_, number) => lane.handOver(message(number), hooks)));
    return most;
  }

  it('is in doubt for as many as there are connections where the server is slow, for no more', async () => {
    expect(await mostInDoubt(220)).toBe(4);
  });
});

describe('connections', () => {
  it('are used again, up to their number of messages, and no more of them than asked for', async () => {
    const server = ends.add(await rawServer());
    const lane = ends.lane({ url: server.url, connections: 2, perConnection: 3 });
    await Promise.all(Array.from({ length: 12 }, (_, number) => lane.handOver(message(number), atOnce)));
    expect(server.ended).toHaveLength(12);
    const each = server.sessions.map(({ said }) => said.filter((verb) => verb === 'DATA').length);
    expect(each).toEqual([3, 3, 3, 3]);
    await lane.close();
    expect(server.sessions.every(({ said }) => said.at(-1) === 'QUIT')).toBe(true);
  });

  it('without work are closed', async () => {
    const server = ends.add(await rawServer());
    const lane = ends.lane({ url: server.url, patience: { idle: 20 } });
    await lane.handOver(message(1), atOnce);
    while (server.sessions[0]?.said.at(-1) !== 'QUIT') await wait(5);
    expect(await lane.handOver(message(2), atOnce)).toMatchObject({ taken: true });
  });

  it('the server closed meanwhile are not asked again', async () => {
    const server = ends.add(await rawServer());
    const lane = ends.lane({ url: server.url });
    await lane.handOver(message(1), atOnce);
    const gone = Promise.withResolvers<void>();
    server.sessions[0]?.socket.on('close', () => gone.resolve()).end('421 idle too long\r\n');
    await gone.promise;
    expect(await lane.handOver(message(2), atOnce)).toMatchObject({ taken: true });
    expect(server.sessions).toHaveLength(2);
  });

  it('are signed in, and under TLS where the server offers it', async () => {
    const users: unknown[] = [];
    const server = ends.add(
      await mailServer({
        disabledCommands: [],
        authOptional: false,
        onAuth: ({ username, password }, { secure }, done) => {
          users.push([username, password, secure]);
          done(null, { user: 'marque' });
        },
      }),
    );
    const url = `${server.url.replace('//', '//marque%40x.example:p%3Ass@')}?tls.rejectUnauthorized=false`;
    expect(await ends.lane({ url }).handOver(message(1), atOnce)).toMatchObject({ taken: true });
    expect(users).toEqual([['marque@x.example', 'p:ss', true]]);
  });

  it('say nothing of a password where TLS was asked for and there is none', async () => {
    const server = ends.add(await rawServer({ EHLO: '250-raw\r\n250 AUTH PLAIN LOGIN', STARTTLS: '502 no' }));
    const url = `${server.url.replace('//', '//user:secret@')}?requireTLS=true`;
    const over = await ends.lane({ url }).handOver(message(1), atOnce);
    expect(over).toMatchObject({ taken: false, failure: { stage: 'tls', class: 'lane', code: 502 } });
    expect(server.sessions[0]?.said).not.toContain('AUTH');
  });
});

it('closes once what is being handed over has come to its end; what waits fails as the lane', async () => {
  const server = ends.add(await rawServer());
  const lane = ends.lane({ url: server.url, connections: 1 });
  const asked = Promise.withResolvers<void>();
  const written = Promise.withResolvers<void>();
  const first = lane.handOver(message(1), {
    beforeEnd: () => {
      asked.resolve();
      return written.promise;
    },
  });
  const second = lane.handOver(message(2), atOnce);
  await asked.promise;
  const closed = lane.close();
  const refused = {
    taken: false,
    failure: { stage: 'connect', class: 'lane', reply: 'the lane was closed' },
  };
  expect(await second).toMatchObject(refused);
  expect(await lane.handOver(message(3), atOnce)).toMatchObject(refused);
  written.resolve();
  expect(await first).toMatchObject({ taken: true });
  await closed;
  expect(server.sessions.map(({ said }) => said.at(-1))).toEqual(['QUIT']);
});

describe('what cannot be sent is refused before anything is said', () => {
  const refusals: readonly (readonly [string, Partial<CustomerMail>, string, string])[] = [
    ['a list of readers', { to: { address: 'a@b.example, c@d.example' } }, 'mail.address', 'to'],
    ['a quoted reader', { to: { address: '"a@b.example"@c.example' } }, 'mail.address', 'to'],
    ['a line break in it', { to: { address: 'a@b.example\r\nRCPT TO:<c@d.example>' } }, 'mail.address', 'to'],
    ['a NUL in it', { to: { address: 'a\u0000@b.example' } }, 'mail.address', 'to'],
    ['a sender in brackets', { envelopeFrom: 'x>@b.example' }, 'mail.address', 'envelopeFrom'],
    [
      'a name without end',
      { from: { name: 'x'.repeat(201), address: 'a@b.example' } },
      'mail.message',
      'from.name',
    ],
    ['a subject without end', { subject: 'x'.repeat(501) }, 'mail.message', 'subject'],
    ['a body without end', { html: 'x'.repeat(2_000_001) }, 'mail.message', 'html'],
  ];
  it.each(refusals)('%s', async (_, changes, code, field) => {
    const lane = ends.lane({ url: 'smtp://127.0.0.1:9' });
    await expect(lane.handOver(message(1, changes), atOnce)).rejects.toMatchObject({
      code,
      details: { field },
    });
  });

  const { headers } = message(1);
  it.each([
    ['Message-ID', '<a@b.example>\r\nBcc: eve@example.org'],
    ['Message-ID', 'a@b.example'],
    ['Message-ID', '<é@b.example>'],
    ['Message-ID', undefined],
    ['List-Unsubscribe', '<https://b.example/u>\nX: y'],
    ['List-Unsubscribe', '<javascript:alert(1)>'],
    ['List-Unsubscribe', `<https://b.example/${'u'.repeat(1_000)}>`],
    ['List-Unsubscribe', '<mailto:stop@b.example>'], // one click asks for an address of the web
    ['List-Unsubscribe', undefined],
    ['List-Unsubscribe-Post', 'yes'],
    ['Feedback-ID', 'a:b\r\nc'],
    ['Auto-Submitted', 'no\r\n\r\nbody'],
    ['X-Other', 'value'],
    ['Bcc', 'eve@example.org'],
    ['__proto__', 'value'],
  ])('a header %s, case %#', async (name, value) => {
    const lane = ends.lane({ url: 'smtp://127.0.0.1:9' });
    const changed = { ...headers };
    Object.defineProperty(changed, name, { value, enumerable: true, configurable: true });
    await expect(lane.handOver(message(1, { headers: changed }), atOnce)).rejects.toMatchObject({
      code: 'mail.message',
      details: { field: `headers.${name}` },
    });
  });

  it.each([
    [{ url: 'http://host' }, 'mail.server_address', 'SMTP_URL'],
    [{ url: 'smtp://h', connections: 0 }, 'mail.setting', 'connections'],
    [{ url: 'smtp://h', perConnection: 1.5 }, 'mail.setting', 'perConnection'],
    [{ url: 'smtp://h', perSecond: Number.NaN }, 'mail.setting', 'perSecond'],
    [{ url: 'smtp://h', dkim: { ...dkim, selector: 'a; b' } }, 'mail.setting', 'dkim.selector'],
    [{ url: 'smtp://h', dkim: { ...dkim, privateKey: 'secret' } }, 'mail.setting', 'dkim.privateKey'],
  ])('a lane with a setting of no sense, case %#', (options, code, field) => {
    expect(() => openMailLane(options)).toThrow(
      expect.objectContaining({ code, details: expect.objectContaining({ field }) }),
    );
    expect(() => openMailLane(options)).not.toThrow('secret');
  });

  it('a key that could not sign, for unsigned mail would go out unnoticed', () => {
    const { privateKey: other } = generateKeyPairSync('ed25519');
    const pem = other.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(() => openMailLane({ url: 'smtp://h', dkim: { ...dkim, privateKey: pem } })).toThrow('ed25519');
  });
});
