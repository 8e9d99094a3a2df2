/** Something that happened, over the places of an axis: a day's place, or several in a row. */
export interface Mark {
  readonly id: string;
  /** Places from 0, both included. */
  readonly from: number;
  readonly to: number;
  /** When and what, in words. */
  readonly said: string;
}

/** What is said of a place, as lines of the note that follows the pointer. */
export const linesAt = (marks: readonly Mark[], at: number): string[] =>
  marks.filter(({ from, to }) => from <= at && at <= to).map(({ said }) => `◆ ${said}`);

/** A chart in words, with what is marked on it. */
export const saidWith = (said: string, marks: readonly Mark[]): string =>
  [said, ...marks.map((mark) => mark.said)].join(' ');
