import type { DayNumber, DemoWords, Feed, LocalTime } from '../making/index.ts';

/** What every teller of accounts' lives is given. */
export interface SoftwarePlace {
  readonly feed: Feed;
  readonly words: DemoWords;
  readonly time: LocalTime;
  readonly today: DayNumber;
  readonly begin: DayNumber;
}
