import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { DomainError } from '#src/basics/errors.ts';

const derive = promisify(argon2);

/** OWASP's first choice: Argon2id with 19 MiB, two passes, one lane; about 40 ms of one core. */
const cost = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;

/** The longest password taken: more would be a way to make the server work. */
export const longestPassword = 256;
export const shortestPassword = 12;

/** Hashes a password with a salt of its own, in the usual PHC form `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive('argon2id', { ...cost, message: bytes(password), nonce: salt });
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${text(salt)}$${text(hash)}`;
}

/** True when the password is the one behind the hash; the cost is read from the hash, so that it can be raised later. */
export async function isPassword(hash: string, password: string): Promise<boolean> {
  const [, memory, passes, parallelism, salt, kept] = form.exec(hash) ?? [];
  if (salt === undefined || kept === undefined) throw new Error('a stored password hash is not argon2id');
  const expected = Buffer.from(kept, 'base64');
  const given = await derive('argon2id', {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    tagLength: expected.length,
    message: bytes(password),
    nonce: Buffer.from(salt, 'base64'),
  });
  return timingSafeEqual(given, expected);
}

const form = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/;

/** One spelling for what looks the same, as NIST SP 800-63B §5.1.1.2 asks. */
const bytes = (password: string): Buffer => Buffer.from(password.normalize('NFKC'));

const text = (data: Uint8Array): string => Buffer.from(data).toString('base64').replaceAll('=', '');

/** Of the lists of breached passwords, what is long enough to pass and is not merely repetition or a run. */
const wellKnown = new Set(
  [
    'passwordpassword password1234 password12345 password123456 passw0rd1234 motdepasse123 motdepasse1234',
    'azertyuiop123 azertyuiopqs qwertyuiop123 qwertyuiopas qwerty123456 azerty123456 1q2w3e4r5t6y 1qaz2wsx3edc',
    'iloveyou1234 jetaime12345 administrator administrateur welcome12345 bienvenue123 letmein12345 changeme1234',
    'changeme12345 superman1234 football1234 trustno1trustno1 correcthorsebatterystaple',
  ].flatMap((line) => line.split(' ')),
);

/**
 * Refuses a password that is too short, too long, well known, a run or repetition, or the person's own address.
 *
 * @throws DomainError `session.weak_password`
 */
export function requireStrong(password: string, email: string): void {
  const weakness = weaknessOf(password, email);
  if (weakness === undefined) return;
  throw new DomainError('session.weak_password', { field: 'password', expected: weakness });
}

function weaknessOf(password: string, email: string): string | undefined {
  const length = [...password].length;
  if (length < shortestPassword) return `at least ${shortestPassword} characters`;
  if (length > longestPassword) return `at most ${longestPassword} characters`;
  const plain = password.normalize('NFKC').toLowerCase();
  const name = email.split('@')[0] ?? '';
  if (plain.includes(email) || (name.length > 3 && plain.replace(name, '').length < 6))
    return 'not your own address';
  if (wellKnown.has(plain) || isRunOrRepetition(plain)) return 'a password that is not widely known';
  return undefined;
}

/** `aaaaaaaaaaaa`, `abcabcabcabc`, `123456789012`, `abcdefghijkl`, either way round. */
function isRunOrRepetition(plain: string): boolean {
  if (/^(.{1,4})\1+.{0,3}$/su.test(plain)) return true;
  const steps = Array.from(
    plain,
    (letter, i) => (letter.codePointAt(0) ?? 0) - (plain.codePointAt(i - 1) ?? 0),
  ).slice(1);
  return (
    steps.filter((step) => step === 1).length >= steps.length - 2 ||
    steps.filter((step) => step === -1).length >= steps.length - 2
  );
}
