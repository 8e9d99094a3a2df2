import type { Workspace } from '#src/access/index.ts';
import { dayOf } from '#src/basics/calendar.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';

/** An event as a test tells it; what is left out has an ordinary value. */
export interface ToldEvent {
  readonly customer: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly event?: string;
  readonly id?: string;
  readonly type?: 'track' | 'identify' | 'page' | 'screen' | 'group' | 'alias';
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly traits?: Readonly<Record<string, unknown>>;
  readonly account?: string;
  readonly traffic?: 'customer' | 'internal' | 'bot';
  /** Place among those that arrived at the same instant; 0 unless told. */
  readonly position?: number;
}

type Place = Pick<Workspace, 'number' | 'timezone' | 'layout'>;

/** Puts events through the door as loading does: number, local day and message id already settled. */
export async function fill(
  warehouse: Warehouse,
  workspace: Place,
  events: readonly ToldEvent[],
): Promise<void> {
  await warehouse.insert('door', doorRows(workspace, events), { format: 'JSONEachRow' });
}

/** Events as lines for the door. */
export function doorRows(workspace: Place, events: readonly ToldEvent[]): Uint8Array {
  const localDay = dayOf(workspace.timezone);
  const rows = events.map((told, i) => ({
    workspace_id: workspace.number,
    layout: workspace.layout,
    stage: 'new',
    event: told.event ?? 'visit',
    customer: told.customer,
    time: sqlTime(told.at),
    day: localDay(told.at),
    message_id: told.id ?? `m${workspace.number}-${told.at}-${i}`,
    type: told.type ?? 'track',
    user_id: told.customer === 0 ? '' : `user-${told.customer}`,
    anonymous_id: '',
    group_id: told.account ?? '',
    source: 1,
    traffic: told.traffic ?? 'customer',
    properties: JSON.stringify(told.properties ?? {}),
    traits: told.traits === undefined ? '' : JSON.stringify(told.traits),
    context: '{}',
    original_time: sqlTime(told.at),
    sent_at: null,
    received_at: sqlTime(told.at),
    time_flag: '',
    made_id: false,
    batch: '1',
    position: told.position ?? 0,
  }));
  return new TextEncoder().encode(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

const sqlTime = (at: number): string => new Date(at).toISOString().replace('T', ' ').replace('Z', '');
