import type { DayNumber, DemoWords, Feed, LocalTime } from '../making/index.ts';

/** What every teller of gym lives is given. */
export interface GymPlace {
  readonly feed: Feed;
  readonly words: DemoWords;
  readonly time: LocalTime;
  /** Local day on which the demo ends. */
  readonly today: DayNumber;
  readonly begin: DayNumber;
}
