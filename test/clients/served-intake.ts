import { afterAll, afterEach, beforeAll } from 'vitest';
import { type IntakeServer, openIntake } from './intake-server.ts';

/** The intake that the tests of a file share: opened before them, emptied after each, closed in the end. */
export function servedIntake(listens = false): () => IntakeServer {
  let server: IntakeServer | undefined;
  const open = (): IntakeServer => {
    if (server === undefined) throw new Error('not opened yet');
    return server;
  };
  beforeAll(async () => {
    server = await openIntake({}, listens);
  });
  afterEach(async () => {
    await open().events();
  });
  afterAll(() => server?.close());
  return open;
}
