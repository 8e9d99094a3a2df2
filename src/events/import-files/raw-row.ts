/** A row that was an object: its values as JSON text by name. */
export type Extras = ReadonlyMap<string, string>;

/** A row as the file has it: its cells in the order of the columns; for objects, also what it was. */
export interface RawRow {
  readonly row: number;
  readonly cells: readonly (string | undefined)[];
  readonly extras?: Extras;
}
