import type { Batch, Damage, JournalEntry, Waiting, WaitingEntry } from './port.ts';

/** How the thread with the file is told where it is. */
export interface WorkerStart {
  readonly path: string;
  readonly maxPages: number;
  readonly now: number;
}

/** What the house asks of the thread that holds the file; one answer each, in order. */
export type Order =
  | { readonly do: 'append'; readonly entries: readonly JournalEntry[] }
  | { readonly do: 'next'; readonly maxEvents: number; readonly after: number }
  | { readonly do: 'finish'; readonly batch: number }
  | { readonly do: 'entriesOf'; readonly workspace: number; readonly after: number }
  | { readonly do: 'replace'; readonly changes: readonly Change[] }
  | { readonly do: 'forget' }
  | { readonly do: 'close' };

export interface Change {
  readonly seq: number;
  readonly entry: JournalEntry;
  readonly body: Uint8Array | null;
}

/** An order under its number, as it is posted. */
export interface Letter {
  readonly number: number;
  readonly order: Order;
}

export type Answer =
  | { readonly seqs: readonly number[] }
  | { readonly batch: Batch | undefined }
  | { readonly entries: readonly WaitingEntry[] }
  | { readonly done: true };

/** Why an order was refused: enough to make the error again on the other side. */
export interface Refused {
  readonly code: 'full' | 'unhealthy' | 'in_use';
  readonly message: string;
}

/** What is known after an order was carried out. */
export interface State {
  readonly waiting: Waiting;
  readonly healthy: boolean;
  readonly damage: readonly Damage[];
}

/** Number 0 tells that the file is open, or why it could not be opened. */
export interface Reply {
  readonly number: number;
  readonly answer: Answer | Refused;
  readonly state: State;
}
