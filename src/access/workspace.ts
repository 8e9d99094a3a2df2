/** A brand: its calendar, money and ways of counting. */
export interface Workspace {
  /** The workspace_id of every table. */
  readonly number: number;
  /** Public id, `ws_…`. */
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  /** IANA zone, such as `Europe/Paris`. */
  readonly timezone: string;
  readonly weekStart: 'monday' | 'sunday';
  /** ISO 4217. */
  readonly currency: string;
  readonly countingUnit: 'customer' | 'account';
  readonly voice: 'tu' | 'vous';
  /** Share in 0–1: the smallest difference that matters. */
  readonly smallestDifference: number;
  /** Generation of the derived tables that answers read. */
  readonly layout: number;
  /** Which demo it is; null for a real workspace. */
  readonly demo: string | null;
}
