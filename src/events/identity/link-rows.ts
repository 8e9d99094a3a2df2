import { sql } from '#src/basics/sql.ts';
import type { DeviceLink } from './ownership.ts';

/** A link as the records give it. */
export interface LinkRow {
  readonly anonymous_id: string;
  readonly at: number;
  readonly arrival: string;
  readonly message_id: string;
  readonly user_id: string;
}

/** What of `device_links` makes a link. */
export const linkColumns = sql`anonymous_id, (extract(epoch from at) * 1000)::float8 as at, arrival::text as arrival, message_id, user_id`;

export const linkOf = (row: LinkRow): DeviceLink => ({
  anonymousId: row.anonymous_id,
  at: Math.round(row.at),
  arrival: BigInt(row.arrival),
  messageId: row.message_id,
  userId: row.user_id,
});
