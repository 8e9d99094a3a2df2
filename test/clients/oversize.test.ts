import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type IntakeServer, key, openIntake } from './intake-server.ts';

let server: IntakeServer;
beforeAll(async () => {
  server = await openIntake({}, true);
});
afterAll(() => server.close());

const megabyte = 1024 * 1024;
const body = Buffer.from(JSON.stringify({ writeKey: key, batch: [{ event: 'x'.repeat(40 * megabyte) }] }));

/** The status as a client of Node's own sees it, in pieces of no said length; the error's code where it broke off. */
const inPieces = (): Promise<number | string> =>
  new Promise((resolve) => {
    const sending = request(`${server.address}/v1/batch`, { method: 'POST' }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sending.on('error', (error) => resolve('code' in error ? String(error.code) : error.message));
    const piece = (at: number): void => {
      if (at >= body.length) sending.end();
      else sending.write(body.subarray(at, at + megabyte), () => piece(at + megabyte));
    };
    piece(0);
  });

/** A client that reads the answer once it has said all, as many do. */
const byThenReading = (): Promise<number | string> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(server.address);
    const socket = connect(Number(port), hostname);
    socket.on('error', (error) => resolve(error.message));
    socket.on('close', () => resolve('closed'));
    socket.pause();
    socket.write(`POST /v1/batch HTTP/1.1\r\nhost: ${hostname}\r\ncontent-length: ${body.length}\r\n\r\n`);
    socket.write(body, () => {
      socket.once('data', (answer) => {
        resolve(Number(/^HTTP\/1.1 (\d+)/.exec(answer.toString())?.[1]));
        socket.destroy();
      });
      socket.resume();
    });
  });

describe('a body of 40 MB', () => {
  it('is answered 413 each of 10 times, to a client that reads last and to one that sends pieces, and never by a broken line', async () => {
    const answers: (number | string)[] = [];
    for (let i = 0; i < 10; i += 1) answers.push(await byThenReading(), await inPieces());
    expect(answers).toEqual(Array.from({ length: 20 }, () => 413));
  });
});
