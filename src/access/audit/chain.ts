import { createHash } from 'node:crypto';

/** What is done by whom, as the chain sees it. */
export interface ChainedEntry {
  /** Null for what concerns the whole installation: a chain of its own. */
  readonly workspace: number | null;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly subject: string | null;
  readonly before: unknown;
  readonly after: unknown;
  readonly address: string | null;
}

/**
 * SHA-256 over the previous link and this entry. Keys are sorted, because PostgreSQL's jsonb forgets their order.
 *
 * @param previous hash of the entry before it in the same chain; null for the first
 */
export function linkOf(previous: Uint8Array | null, entry: ChainedEntry): Buffer {
  const { workspace, at, actor, action, subject, before, after, address } = entry;
  const text = JSON.stringify(inOrder([workspace, at, actor, action, subject, before, after, address]));
  return createHash('sha256')
    .update(previous ?? '')
    .update(text)
    .digest();
}

/** The same value with the keys of every object in alphabetical order. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value ?? null;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, held]) => [key, inOrder(held)]));
}
