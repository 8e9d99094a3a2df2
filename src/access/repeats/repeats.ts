import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { DomainError, isDomainError } from '#src/basics/errors.ts';
import { sql } from '#src/basics/sql.ts';
import type { Clock } from '#src/engines/clock/index.ts';
import type { Records } from '#src/engines/records/port.ts';

/** A change that its asker may ask for again without having it done again. */
export interface RepeatableAsk {
  readonly workspace: number;
  /** Who asks, such as `key:key_…`: another's key of the same text is another key. */
  readonly asker: string;
  /** The Idempotency-Key: 1 to 255 visible characters. */
  readonly key: string;
  readonly operation: string;
  readonly input: unknown;
}

/** What was answered, and whether now or before. */
export interface Answered {
  readonly answer: unknown;
  readonly repeated: boolean;
}

const keptMs = 86_400_000;

/** What repeats are kept with. */
export interface RepeatParts {
  readonly records: Records;
  readonly clock: Clock;
  /** PERDURE_SECRET: keys may be guessable, so what is kept is sealed with this too. */
  readonly secret: string;
}

/**
 * Does a change once, however often it is asked for within a day under one key; repeats get the first answer. Where it
 * was refused, the key is free again; where it failed, it may have been done, and the key stays taken.
 *
 * @throws DomainError `access.bad_repeat_key`; `access.repeat_key_reused` for another question under the same key;
 *   `access.repeat_under_way` while the first is not answered, or was cut or failed: then look at what it changed
 */
export async function onceUnderKey(
  parts: RepeatParts,
  ask: RepeatableAsk,
  change: () => Promise<unknown>,
): Promise<Answered> {
  if (!/^[!-~]{1,255}$/.test(ask.key)) throw refusal('bad_repeat_key', '1 to 255 visible characters');
  const { workspace } = ask;
  const key = hashOf(`${ask.asker}\0${ask.key}`, parts.secret);
  const asked = hashOf(`${ask.operation}\0${JSON.stringify(ask.input) ?? ''}`, parts.secret);
  const at = new Date(parts.clock.now());
  const oldest = new Date(parts.clock.now() - keptMs);
  const claimed = await parts.records.run(sql`
    insert into asked_changes (workspace_id, key_hash, asked_hash, asked_at)
    values (${workspace}, ${key}, ${asked}, ${at})
    on conflict (workspace_id, key_hash) do update
      set asked_hash = excluded.asked_hash, asked_at = excluded.asked_at, answer = null
      where asked_changes.asked_at < ${oldest}`);
  if (claimed === 0) return { answer: await firstAnswer(parts, ask, { key, asked }), repeated: true };
  const mine = sql`workspace_id = ${workspace} and key_hash = ${key}`;
  const answer = await change().catch(async (error: unknown) => {
    if (wasRefused(error)) await parts.records.run(sql`delete from asked_changes where ${mine}`);
    throw error;
  });
  const kept = sql`update asked_changes set answer = ${sealed(parts, ask, answer)} where ${mine}`;
  // Done for good: who asked is answered also where the answer cannot be kept; a repeat is told to look.
  await parts.records.run(kept).catch(() => undefined);
  return { answer, repeated: false };
}

/** A refusal comes before anything is changed; of any other fault one cannot tell. */
const wasRefused = (error: unknown): boolean => isDomainError(error) && error.kind !== 'unavailable';

async function firstAnswer(
  { records, secret }: RepeatParts,
  ask: RepeatableAsk,
  { key, asked }: { readonly key: Uint8Array; readonly asked: Uint8Array },
): Promise<unknown> {
  const first = await records.row(sql<{ asked_hash: Uint8Array; answer: Uint8Array | null }>`
    select asked_hash, answer
    from asked_changes
    where workspace_id = ${ask.workspace}
      and key_hash = ${key}`);
  if (first !== undefined && Buffer.compare(first.asked_hash, asked) !== 0)
    throw refusal('repeat_key_reused', 'one Idempotency-Key for each change', 'conflict');
  if (first?.answer == null) throw refusal('repeat_under_way', 'the first one to be answered', 'conflict');
  return opened(secret, ask, first.answer);
}

/** Forgets what is older than a day. */
export async function forgetRepeats({
  records,
  clock,
}: {
  readonly records: Records;
  readonly clock: Clock;
}): Promise<void> {
  await records.run(sql`
    delete from asked_changes
    where asked_at < ${new Date(clock.now() - keptMs)}`);
}

const refusal = (reason: string, expected: string, kind: 'invalid' | 'conflict' = 'invalid'): DomainError =>
  new DomainError(`access.${reason}`, { kind, field: 'idempotency-key', expected });

const hashOf = (text: string, secret: string): Uint8Array =>
  createHmac('sha256', secret).update(text).digest();

const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM under a key made of the Idempotency-Key and our secret: a copy of the records alone tells nothing. */
function sealed({ secret }: RepeatParts, ask: RepeatableAsk, answer: unknown): Uint8Array {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', cipherKey(secret, ask), nonce);
  const text = Buffer.concat([cipher.update(JSON.stringify(answer ?? null)), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]);
}

function opened(secret: string, ask: RepeatableAsk, kept: Uint8Array): unknown {
  const decipher = createDecipheriv('aes-256-gcm', cipherKey(secret, ask), kept.subarray(0, nonceBytes));
  decipher.setAuthTag(kept.subarray(nonceBytes, nonceBytes + tagBytes));
  const text = Buffer.concat([decipher.update(kept.subarray(nonceBytes + tagBytes)), decipher.final()]);
  return JSON.parse(text.toString('utf8'));
}

const cipherKey = (secret: string, { workspace, asker, key }: RepeatableAsk): Uint8Array =>
  new Uint8Array(
    hkdfSync('sha256', `${secret}\0${key}`, `${workspace}\0${asker}`, 'perdure answered change', 32),
  );
