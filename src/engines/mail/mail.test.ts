import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SMTPServerOptions } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handClock } from '#src/engines/clock/index.ts';
import { openOutbox, openSmtp } from './index.ts';
import { Ends, mailServer } from './lane.test-data.ts';

const letter = {
  to: 'julie@example.org',
  subject: 'Votre accès à Perdure',
  text: 'Bonjour Julie,\nà bientôt.',
};

const ends = new Ends();
afterEach(() => ends.all());

const serverAt = async (rules: SMTPServerOptions = {}) => ends.add(await mailServer(rules));

const mailAt = (url: string) => ends.add(openSmtp({ url }));

const refusing = (code: number): SMTPServerOptions => ({
  onRcptTo: (_address, _session, done) => done(Object.assign(new Error('no'), { responseCode: code })),
});

describe('with a mail server', () => {
  it('hands a letter over with both its forms and its accents', async () => {
    const { url, received } = await serverAt();
    expect(await mailAt(url).send({ ...letter, html: '<p>Bonjour Julie</p>' })).toBe('sent');
    expect(received).toMatchObject([{ from: 'perdure@127.0.0.1', to: ['julie@example.org'] }]);
    // "Votre accès à Perdure" as RFC 2047 has it: è is =C3=A8, à is =C3=A0, a blank is _.
    expect(received[0]?.raw).toContain('Subject: =?UTF-8?Q?Votre_acc=C3=A8s_=C3=A0_Perdure?=');
    expect(received[0]?.raw).toContain('multipart/alternative');
  });

  it('names the sender that the address names, else the one who signs in', async () => {
    const { url, received } = await serverAt({
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(null, { user: 'contact' }),
    });
    await mailAt(`${url}?from=bonjour%40marque.example`).send(letter);
    await mailAt(url.replace('//', '//contact%40marque.example:secret@')).send(letter);
    expect(received.map(({ from }) => from)).toEqual(['bonjour@marque.example', 'contact@marque.example']);
  });

  it('lets nobody add a header or a second reader', async () => {
    const { url, received } = await serverAt();
    const mail = mailAt(url);
    await mail.send({ ...letter, subject: 'Hello\r\nBcc: eve@example.org' });
    expect(received[0]?.to).toEqual(['julie@example.org']);
    expect(received[0]?.raw).not.toMatch(/^Bcc:/im);
    for (const to of [
      'julie@example.org, eve@example.org',
      '"eve@evil.example"@example.org',
      'Julie <a@b.c>',
      'julie',
    ]) {
      await expect(mail.send({ ...letter, to })).rejects.toMatchObject({ code: 'mail.address' });
    }
  });

  it('says for ever at 550 and later at 451', async () => {
    const never = await serverAt(refusing(550));
    const later = await serverAt(refusing(451));
    await expect(mailAt(never.url).send(letter)).rejects.toMatchObject({ code: 'mail.refused' });
    await expect(mailAt(later.url).send(letter)).rejects.toMatchObject({
      code: 'mail.unavailable',
      kind: 'unavailable',
    });
  });

  it('says later when nobody listens, and when the password is wrong', async () => {
    const { url } = await serverAt({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(new Error('wrong password')),
    });
    await expect(mailAt(url.replace('//', '//user:secret@')).send(letter)).rejects.toMatchObject({
      code: 'mail.unavailable',
    });
    await expect(mailAt('smtp://127.0.0.1:9').send(letter)).rejects.toMatchObject({
      code: 'mail.unavailable',
    });
  });

  it('refuses an address that is no mail server, without repeating its password', () => {
    const open = () => openSmtp({ url: 'http://user:hunter2@host' });
    expect(open).toThrow('SMTP_URL');
    expect(open).not.toThrow('hunter2');
  });
});

describe('without a mail server', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'perdure-outbox-'));
    ends.add({ close: () => rm(folder, { recursive: true }) });
  });

  it('keeps letters, the latest first, readable only by their owner', async () => {
    const clock = handClock(Date.parse('2026-01-15T12:00:00Z'));
    const outbox = await openOutbox({ folder, clock });
    expect(await outbox.send(letter)).toBe('kept');
    clock.advance(1000);
    await outbox.send({ ...letter, subject: 'Second' });
    expect(await outbox.kept()).toEqual([
      { ...letter, subject: 'Second', at: '2026-01-15T12:00:01.000Z' },
      { ...letter, at: '2026-01-15T12:00:00.000Z' },
    ]);
    const [first = ''] = await readdir(join(folder, 'outbox'));
    expect((await stat(join(folder, 'outbox', first))).mode & 0o777).toBe(0o600);
  });
});
