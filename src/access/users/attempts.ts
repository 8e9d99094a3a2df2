import { createHash } from 'node:crypto';
import { DomainError } from '#src/basics/errors.ts';
import { sql } from '#src/basics/sql.ts';
import type { Clock } from '#src/engines/clock/index.ts';
import type { Records } from '#src/engines/records/port.ts';
import { addressGroup } from '../address.ts';

/** Who tries, from where. The account need not exist: both are counted alike. */
export interface Attempt {
  readonly account: string;
  readonly address: string;
}

/** Counts failures and refuses further ones for a while. In the records, so that a restart forgives nothing. */
export interface Attempts {
  /** @throws DomainError `session.too_many_attempts` */
  requireRoom(attempt: Attempt): Promise<void>;
  failed(attempt: Attempt): Promise<void>;
  /** Forgets what was counted for this account from this address. */
  succeeded(attempt: Attempt): Promise<void>;
}

const windowMs = 15 * 60_000;

/**
 * Failures within 15 minutes. One account from one address: 10, enough for a person. One account from anywhere: 50,
 * so that a stranger needs many addresses to lock somebody out. One address on any accounts: 50.
 */
const limits = { pair: 10, account: 50, address: 50 } as const;

/** Opens the counting over the whole records. */
export const openAttempts = (records: Records, clock: Clock): Attempts => ({
  requireRoom: async (attempt) => {
    const since = new Date(clock.now() - windowMs);
    for (const [subject, limit] of subjectsOf(attempt)) {
      const found = await records.row(sql<{ failures: number }>`
        select failures from sign_in_failures where subject = ${subject} and since > ${since}`);
      if ((found?.failures ?? 0) >= limit) throw tooMany();
    }
  },
  failed: async (attempt) => {
    const now = new Date(clock.now());
    const since = new Date(clock.now() - windowMs);
    for (const [subject] of subjectsOf(attempt)) {
      await records.run(sql`
        insert into sign_in_failures as f (subject, since, failures)
        values (${subject}, ${now}, 1)
        on conflict (subject) do update
        set failures = case when f.since > ${since} then f.failures + 1 else 1 end,
          since = case when f.since > ${since} then f.since else ${now} end`);
    }
    await records.run(
      sql`delete from sign_in_failures where since < ${new Date(clock.now() - 24 * 3_600_000)}`,
    );
  },
  succeeded: async (attempt) => {
    const [pair] = subjectsOf(attempt)[0];
    await records.run(sql`delete from sign_in_failures where subject = ${pair}`);
  },
});

type Subject = readonly [subject: Buffer, limit: number];

function subjectsOf({ account, address }: Attempt): readonly [Subject, Subject, Subject] {
  const group = addressGroup(address);
  return [
    [hashed('pair', account, group), limits.pair],
    [hashed('account', account), limits.account],
    [hashed('address', group), limits.address],
  ];
}

const hashed = (...parts: readonly string[]): Buffer =>
  createHash('sha256').update(JSON.stringify(parts)).digest();

const tooMany = (): DomainError =>
  new DomainError('session.too_many_attempts', { kind: 'busy', expected: 'a pause of up to 15 minutes' });
