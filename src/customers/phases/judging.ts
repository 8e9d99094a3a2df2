import { type Era, firstEra, type LifeAsk } from './eras.ts';
import type { MoveFacts, Phase, Status } from './life.ts';
import { SeasonalLife, type Standing } from './seasonal.ts';
import { Seasons } from './seasons.ts';
import { type Ear, Silence } from './silence.ts';
import { early, easedTo, leaving, standings } from './standings.ts';
import { Visits } from './visits.ts';

/** Judges one customer by when they came: by their visits, or by seasons; and since when they are judged. */
export class Judging {
  readonly visits: Visits;
  readonly silence = new Silence();
  /** Null where the offer has no seasons. */
  readonly seasonal: SeasonalLife | null;
  /** By which they are judged now. */
  era: Era;
  /** The phase of a customer that they were in last. */
  former: 'conversion' | 'loyalty' = 'conversion';
  readonly #hasVisits: boolean;
  /** The first day as a customer. */
  #started = 0;
  /** What was before this day is not held against them; until then, and the window after it, they stand so. */
  #judgedFrom = 0;
  #eased: Status = 'none';

  constructor({ facts, terms, eras, days }: Pick<LifeAsk, 'facts' | 'terms' | 'eras' | 'days'>) {
    this.era = firstEra(eras);
    this.visits = new Visits(facts.visits ?? [], days);
    this.#hasVisits = facts.visits !== null;
    const bySeason = terms.kind === 'discontinuous' && terms.season !== null;
    this.seasonal = bySeason && terms.season !== null ? new SeasonalLife(new Seasons(terms.season)) : null;
  }

  /** By what a silence is judged now. */
  get ear(): Ear {
    return { warning: this.era.rule.warning, law: this.era.law };
  }

  /** False where nobody said what a visit is. */
  get isPossible(): boolean {
    return this.#hasVisits || this.seasonal !== null;
  }

  /** A life as a customer begins on a day. */
  begins(day: number): void {
    this.#started = day;
    this.easesFrom(day, 'none');
    this.former = 'conversion';
  }

  /** A life as a customer that began on a day, with another offer, goes on with this one. */
  goesOn(since: number, former: 'conversion' | 'loyalty'): void {
    this.begins(since);
    this.former = former;
  }

  /** What was before a day is not held against them: they stand so until they can be judged again. */
  easesFrom(day: number, eased: Status): void {
    this.#judgedFrom = day;
    this.#eased = eased;
  }

  visited(day: number): void {
    this.visits.seen += 1;
    this.silence.visited(day, this.ear);
    this.seasonal?.came(day);
  }

  /** Whether a night alone may change how a customer stands in a phase. */
  isRestless(phase: Phase | null, day: number): boolean {
    if (phase === 'retention' || this.seasonal !== null) return true;
    if (!this.#hasVisits) return false;
    if (phase !== 'attrition') return true;
    const { regularity, attrition } = this.era.rule;
    const window = Math.max(regularity.days * regularity.of, attrition.days);
    return day - (this.silence.last ?? Number.NEGATIVE_INFINITY) <= window;
  }

  /** Where they stand on a day; their status then decides whether a silence is a warning. */
  standing(day: number, status: Status): Standing {
    const { rule } = this.era;
    if (this.seasonal !== null) {
      const { tenureDays, seasonsInRow } = rule;
      const asked = { day, started: this.#started, former: this.former, seasonsInRow, tenureDays };
      return this.seasonal.standing(asked);
    }
    const standing = this.#byVisits(day);
    // Whoever is on watch is being looked at already: an irregular coming and going has no rhythm to leave.
    if (standing.phase === 'attrition' || (standing.status === 'watch' && status !== 'warning'))
      return standing;
    if (!this.silence.tooLong(day, this.ear)) return standing;
    return standings[standing.phase === 'loyalty' ? 'loyalty' : 'conversion'].warning;
  }

  #byVisits(day: number): Standing {
    const { tenureDays, regularity, attrition } = this.era.rule;
    const tenure = day - this.#started;
    if (tenure >= tenureDays && this.visits.periods(day, regularity) >= regularity.periods)
      return standings.loyalty.none;
    const observed = day - this.#judgedFrom >= attrition.days;
    if (observed && this.visits.within(day, attrition.days) <= attrition.visits) return leaving;
    if (!observed && this.#judgedFrom > this.#started) return easedTo(this.former, this.#eased);
    if (tenure < tenureDays) return early[this.former];
    return standings[this.former].watch;
  }

  /** What a standing of a day rests on. */
  facts({ reason }: Standing, day: number): MoveFacts {
    if (this.seasonal !== null) return this.seasonal.facts(day);
    const { regularity, attrition, tenureDays } = this.era.rule;
    const tenure = day - this.#started;
    const last = this.silence.last;
    return {
      tenure,
      visits: this.visits.within(day, attrition.days),
      days: attrition.days,
      ...(tenure < tenureDays ? {} : { periods: this.visits.periods(day, regularity), of: regularity.of }),
      ...(last === null ? {} : { lastDay: last }),
      ...(reason === 'out_of_rhythm' ? { limit: this.silence.limit(this.ear) ?? 0 } : {}),
    };
  }

  /** Why somebody in reconquest since a day is lost on another; null: they are not. */
  lostBy(since: number, day: number): 'season_again_missed' | 'no_visit_in_window' | null {
    if (this.seasonal !== null) return this.seasonal.missedSince(since, day) ? 'season_again_missed' : null;
    return day - since >= this.era.rule.recoveryDays ? 'no_visit_in_window' : null;
  }

  /** From a day on they are listened to, or not: whether a silence out of their rhythm would be warned of. */
  listen(day: number, listens: boolean): void {
    this.silence.watch(day, listens && this.seasonal === null && this.silence.knows(this.ear));
  }
}
