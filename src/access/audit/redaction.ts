const secretName = /pass(word|phrase)?$|secret|token|authorization|cookie|recovery|^code$|api_?key|^hash$/i;
const longest = 500;
const deepest = 6;
const widest = 50;

/**
 * A copy fit for the audit log: values under secret names are masked, long texts and lists are cut, and what
 * PostgreSQL's jsonb cannot hold (NUL, halves of a surrogate pair) is replaced.
 */
export function withoutSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return storable(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== 'object' || value === undefined) return null;
  if (depth >= deepest) return '…';
  if (Array.isArray(value)) return value.slice(0, widest).map((one) => withoutSecrets(one, depth + 1));
  const entries = Object.entries(value).slice(0, widest);
  return Object.fromEntries(
    entries.map(([name, held]) => [
      storable(name),
      secretName.test(name) ? '[secret]' : withoutSecrets(held, depth + 1),
    ]),
  );
}

const storable = (text: string): string => {
  const clean = text.replaceAll('\0', '\uFFFD').toWellFormed();
  return clean.length > longest ? `${clean.slice(0, longest).toWellFormed()}…` : clean;
};
