import type { DayNumber, DemoWords, Feed, LocalTime } from '../making/index.ts';

/** What every teller of subscribers' lives is given. */
export interface StreamingPlace {
  readonly feed: Feed;
  readonly words: DemoWords;
  readonly time: LocalTime;
  readonly today: DayNumber;
  readonly begin: DayNumber;
}
