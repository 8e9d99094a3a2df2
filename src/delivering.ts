import type { Workspace } from './access/index.ts';
import type { Clock } from './engines/clock/index.ts';
import type { MailLane } from './engines/mail/index.ts';
import type { Records } from './engines/records/index.ts';
import type { Warehouse } from './engines/warehouse/index.ts';
import {
  type DeliveryParts,
  emailLane,
  type Lane,
  outboxLane,
  type RenderedOr,
} from './messages/delivery/index.ts';
import { senderOf } from './messages/senders/index.ts';
import { InlineContent, renderedInline } from './messages/sending/index.ts';

interface Engines {
  readonly records: Records;
  readonly warehouse: Warehouse;
  readonly clock: Clock;
  /** Null: no mail server is set. */
  readonly mailLane: MailLane | null;
  /** Of this process. */
  readonly name: string;
}

/** How this house delivers: which lane takes what, and how messages are rendered. */
export const deliveryParts = ({ records, warehouse, clock, mailLane, name }: Engines): DeliveryParts => ({
  records,
  warehouse,
  clock,
  name,
  wishes: async () => new Map(), // what is sent by hand is wanted until it is withdrawn
  heldOut: async () => new Set(),
  lanes: async (workspace) => new Map([['email', await mailOf({ records, clock, mailLane }, workspace)]]),
  render: async (_, passed) => passed.map(({ intent }) => rendered(intent.content)),
  unsubscribe: () => null,
  chance: Math.random,
});

/** Demo workspaces write to nobody, nor does anybody without a mail server: their messages stay here, to be looked at. */
async function mailOf(
  { records, clock, mailLane }: Pick<Engines, 'records' | 'clock' | 'mailLane'>,
  workspace: Workspace,
): Promise<Lane> {
  if (mailLane === null || workspace.demo !== null) return outboxLane({ records, clock });
  const sender = await senderOf(records.of(workspace.number));
  return sender === undefined ? senderless : emailLane(mailLane, sender);
}

/** Messages wait until somebody says as whom the workspace writes. */
const senderless: Lane = {
  name: 'smtp',
  idempotent: false,
  width: 1,
  shut: true,
  handOver: async () => undefined,
};

function rendered(content: unknown): RenderedOr {
  const read = InlineContent.safeParse(content);
  return read.success ? { rendered: renderedInline(read.data) } : { fault: read.error.message };
}
