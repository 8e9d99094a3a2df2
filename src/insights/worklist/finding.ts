import type { Context } from '#src/access/index.ts';
import { type DayNumber, dateText } from '#src/customers/calendar/index.ts';
import type { Words } from '#src/customers/frame/index.ts';
import { rowName, say } from '#src/customers/wording/index.ts';
import type { Reason } from './reasons.ts';

/** Something about somebody that needs attention. */
export interface Finding {
  readonly kind: 'customer' | 'account';
  /** A customer's number as text, or the account's id. */
  readonly key: string;
  readonly reason: Reason;
  /** Tells this time from another one of the same reason. Holds nothing about a person. */
  readonly occurrence: string;
  /** Since when it stands so. */
  readonly since: DayNumber | null;
  /** The day by which something should be done. */
  readonly due: DayNumber | null;
  readonly words: Words;
}

/** What findings are read from. */
export interface Looking {
  readonly context: Context;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The local day. */
  readonly today: DayNumber;
  /** How far ahead renewals and ends are looked for. */
  readonly ahead: number;
  readonly dayOf: (at: number) => DayNumber;
}

/** A holder as one text. */
export const holderKey = ({ kind, key }: Pick<Finding, 'kind' | 'key'>): string => `${kind}:${key}`;

/** A day in words, without an article: « 3 mars 2026 ». */
export function dayWords(day: DayNumber): Words {
  const { fr, en } = rowName(dateText(day), 'day');
  return say(fr.replace(/^le /, ''), en);
}
