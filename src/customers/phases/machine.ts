import type { RhythmLaw } from '#src/customers/early-warning/index.ts';
import type { Facts, OfferTerms } from './facts.ts';
import { type Happening, happeningsOf } from './happenings.ts';
import {
  isActive,
  type Life,
  type Move,
  type MoveFacts,
  type Phase,
  type Reason,
  type Status,
} from './life.ts';
import type { LocalDays } from './local-days.ts';
import type { PhaseRule } from './rule.ts';
import { SeasonalLife, type Standing } from './seasonal.ts';
import { Seasons } from './seasons.ts';
import { Silence } from './silence.ts';
import { Visits } from './visits.ts';

/** From when on which rule holds. */
export interface Era {
  /** Epoch milliseconds; −infinity for the first. */
  readonly from: number;
  readonly version: number;
  readonly rule: PhaseRule;
  readonly law: RhythmLaw;
  /** What began it. */
  readonly reason: 'rule_adopted' | 'rhythm_learned';
}

/** One life to be told. */
export interface LifeAsk {
  readonly facts: Facts;
  readonly terms: OfferTerms;
  /** In order; at least one. */
  readonly eras: readonly Era[];
  readonly days: LocalDays;
  /** Epoch milliseconds. What lies at or after it has not happened; it only says when there is something to judge again. */
  readonly asOf: number;
}

/** So far ahead it is looked when time alone moves somebody. */
const aheadDays = 400;

/**
 * The life of one customer with one offer: every move, judged at each happening and at each local midnight.
 *
 * Plain: of the same facts, eras and instant it is the same, whoever computes it and when.
 */
export const lifeOf = (ask: LifeAsk): Life => new Living(ask).told();

class Living {
  readonly #ask: LifeAsk;
  readonly #visits: Visits;
  readonly #silence = new Silence();
  readonly #seasonal: SeasonalLife | null;
  readonly #happenings: readonly Happening[];
  readonly #moves: Move[] = [];
  /** Actions by their names: the cause they suppose, and the day they were opened. */
  readonly #open = new Map<string, readonly [cause: string, day: number]>();
  #due: number | null = null;
  #era: Era;
  #phase: Phase | null = null;
  #status: Status = 'none';
  #former: 'conversion' | 'loyalty' = 'conversion';
  #started = 0;
  /** What was before this day is not held against them; until then, and the window after it, they stand so. */
  #judgedFrom = 0;
  #eased: Status = 'none';
  /** The instant at which this life as a customer began. */
  #began = Number.NEGATIVE_INFINITY;
  /** Where they go back to when what began it is undone. */
  #before: { readonly phase: Phase; readonly status: Status } = prospect;
  /** Since it began. */
  #orders = 0;
  #contracts = 0;
  #hadContract = false;
  #paused = false;
  #endedOn = 0;
  #retentionOn = 0;

  constructor(ask: LifeAsk) {
    const { facts, terms, eras, days } = ask;
    const [era] = eras;
    if (era === undefined) throw new Error('a life is judged by a rule');
    this.#ask = ask;
    this.#era = era;
    this.#visits = new Visits(facts.visits ?? [], days);
    const bySeason = terms.kind === 'discontinuous' && terms.season !== null;
    this.#seasonal = bySeason && terms.season !== null ? new SeasonalLife(new Seasons(terms.season)) : null;
    const adopted = eras.slice(1).map(
      (one, place): Happening => ({
        at: one.from,
        kind: 'rule',
        what: String(place + 1),
        cause: '',
        ordered: null,
      }),
    );
    const ruleAt = (at: number) => (eras.findLast(({ from }) => from <= at) ?? era).rule;
    const happened = happeningsOf(facts, { terms, ruleAt, days });
    this.#happenings = eras.length === 1 ? happened : [...adopted, ...happened].sort((a, b) => a.at - b.at);
  }

  told(): Life {
    const { facts, asOf } = this.#ask;
    this.#live();
    const { warnings, watched } = this.#silence;
    return {
      moves: this.#moves,
      due: this.#due,
      warnings,
      watched,
      lastVisit: facts.visits?.findLast((at) => at < asOf) ?? null,
    };
  }

  /** Day after day: the night first, then what happened by its time; days on which nothing can change are passed over. */
  #live(): void {
    const { days, asOf } = this.#ask;
    const lastDay = days.dayOf(asOf) + aheadDays;
    let next = 0;
    let day = this.#nextEvent(next);
    while (day !== null && day <= lastDay && this.#due === null) {
      this.#night(day, days.startOf(day));
      const end = days.startOf(day + 1);
      while (this.#due === null) {
        const happening = this.#happenings[next];
        const visit = this.#visits.at[this.#visits.seen] ?? Number.POSITIVE_INFINITY;
        const at = Math.min(happening?.at ?? Number.POSITIVE_INFINITY, visit);
        if (at >= end) break;
        if (at >= asOf) this.#due ??= at;
        else if (happening !== undefined && happening.at <= visit) {
          this.#happens(happening, day);
          next += 1;
        } else this.#visited(visit, day);
      }
      day = this.#restless(day) ? day + 1 : this.#nextEvent(next);
    }
    // Whatever no night moves waits for what is known to come, however far it is.
    if (day !== null && !this.#restless(day)) this.#due ??= this.#nextAt(next);
  }

  #nextEvent(next: number): number | null {
    const at = this.#nextAt(next);
    return at === null ? null : this.#ask.days.dayOf(at);
  }

  #nextAt(next: number): number | null {
    const visit = this.#visits.at[this.#visits.seen] ?? Number.POSITIVE_INFINITY;
    const at = Math.min(this.#happenings[next]?.at ?? Number.POSITIVE_INFINITY, visit);
    return at === Number.POSITIVE_INFINITY ? null : at;
  }

  /** Whether a night alone may change something. */
  #restless(day: number): boolean {
    if (this.#phase === 'ended') return this.#status === 'renewable';
    if (!isActive(this.#phase) || this.#paused) return false;
    if (this.#phase === 'retention' || this.#seasonal !== null) return true;
    if (this.#ask.facts.visits === null) return false;
    if (this.#phase !== 'attrition') return true;
    const { regularity, attrition } = this.#era.rule;
    const window = Math.max(regularity.days * regularity.of, attrition.days);
    return day - (this.#silence.last ?? Number.NEGATIVE_INFINITY) <= window;
  }

  #night(day: number, at: number): void {
    if (this.#phase === 'ended' && this.#status === 'renewable') {
      if (day > this.#endedOn + this.#ask.terms.graceDays)
        this.#move(at, {
          phase: 'not_renewed',
          status: 'none',
          reason: 'not_renewed_in_grace',
          facts: { endDay: this.#endedOn },
        });
      return;
    }
    this.#judge(at, day);
  }

  #visited(at: number, day: number): void {
    this.#visits.seen += 1;
    this.#silence.visited(day, this.#ear);
    this.#seasonal?.came(day);
    if (this.#phase === 'retention') this.#recovered(at, day);
    else if (this.#phase === 'lost') this.#resume(at, day, 'visited', 'watch');
    else this.#judge(at, day, 'visited');
    this.#listen(day);
  }

  get #ear() {
    return { warning: this.#era.rule.warning, law: this.#era.law };
  }

  #happens(one: Happening, day: number): void {
    const { at, kind } = one;
    if (kind === 'touch') this.#touched(at);
    else if (kind === 'abandon') this.#abandoned(one);
    else if (kind === 'buy') this.#bought(one, day);
    else if (kind === 'refund') this.#refunded(one);
    else if (kind === 'start') this.#contractStarts(at, day);
    else if (kind === 'end') this.#contractEnds(one);
    else if (kind === 'pause' || kind === 'resume') this.#pauses(at, day, kind === 'pause');
    else if (kind === 'open') this.#actionOpens(one, day);
    else if (kind === 'close') this.#actionCloses(one, day);
    else this.#adopts(one, day);
    this.#listen(day);
  }

  #touched(at: number): void {
    if (this.#phase === null)
      this.#move(at, { phase: 'conquest', status: 'none', reason: 'touched', facts: {} });
  }

  #abandoned({ at, what }: Happening): void {
    if (this.#phase !== null && this.#phase !== 'conquest') return;
    const facts = { hours: Number(what) };
    this.#move(at, { phase: 'conquest', status: 'cart_abandoned', reason: 'cart_abandoned', facts });
  }

  /** A purchase makes a customer of whoever is none, of those too whose contract is over. */
  #bought({ at, what }: Happening, day: number): void {
    this.#seasonal?.came(day);
    if (!isActive(this.#phase)) {
      this.#enters(at, day, 'purchase', what === '' ? {} : { order: what });
      this.#orders = 1;
      return;
    }
    this.#orders += 1;
    if (this.#seasonal === null) return;
    if (this.#phase === 'retention') this.#recovered(at, day);
    else this.#judge(at, day);
  }

  #refunded({ at, what, ordered }: Happening): void {
    if (ordered === null || ordered < this.#began) return; // of a life that is over
    this.#orders -= 1;
    if (!isActive(this.#phase) || this.#orders > 0 || this.#hadContract) return;
    this.#move(at, { ...this.#before, reason: 'refunded', facts: what === '' ? {} : { order: what } });
  }

  #contractStarts(at: number, day: number): void {
    this.#contracts += 1;
    this.#seasonal?.came(day);
    if (!isActive(this.#phase)) this.#enters(at, day, 'contract_started', {});
    this.#hadContract = true;
  }

  /** Somebody is a customer from now on: renewed within grace after an end, else anew. */
  #enters(at: number, day: number, reason: Reason, facts: MoveFacts): void {
    const [phase, status] = [this.#phase, this.#status];
    this.#before = phase === null || phase === 'conquest' ? prospect : { phase, status };
    this.#began = at;
    this.#orders = 0;
    this.#hadContract = this.#contracts > 0;
    if (this.#silence.last !== day) this.#silence.breaks(); // nobody is silent who has just signed
    const isOver = phase === 'ended' || phase === 'cancelled';
    if (isOver && day <= this.#endedOn + this.#ask.terms.graceDays) this.#resume(at, day, 'renewed', 'none');
    else this.#begins(at, day, reason, facts);
  }

  #contractEnds({ at, what }: Happening): void {
    this.#contracts -= 1;
    if (this.#contracts > 0 || !isActive(this.#phase)) return;
    this.#paused = false;
    this.#endedOn = this.#ask.days.dayOf(at - 1); // from its end on it holds no more
    this.#silence.breaks();
    if (what === 'cancelled')
      this.#move(at, { phase: 'cancelled', status: 'none', reason: 'contract_cancelled', facts: {} });
    else if (what === 'changed')
      this.#move(at, { phase: 'ended', status: 'none', reason: 'offer_changed', facts: {} });
    else {
      const reason = this.#ask.terms.kind === 'intentional' ? 'mission_ended' : 'contract_ended';
      this.#move(at, {
        phase: 'ended',
        status: 'renewable',
        reason,
        facts: { graceDays: this.#ask.terms.graceDays },
      });
    }
  }

  #pauses(at: number, day: number, pauses: boolean): void {
    if (!isActive(this.#phase) || this.#phase === null || this.#paused === pauses) return;
    this.#paused = pauses;
    this.#silence.breaks();
    if (pauses) this.#move(at, { phase: this.#phase, status: 'paused', reason: 'paused', facts: {} });
    else this.#resume(at, day, 'resumed', 'none');
  }

  #actionOpens({ at, what, cause }: Happening, day: number): void {
    this.#open.set(what, [cause, day]);
    this.#silence.acted();
    this.#judge(at, day);
  }

  #actionCloses({ at, what }: Happening, day: number): void {
    this.#open.delete(what);
    if (this.#phase !== 'retention' || this.#action(this.#retentionOn) !== undefined) return;
    this.#stand(at, day, this.#standing(day), 'action_expired');
  }

  #adopts({ at, what }: Happening, day: number): void {
    this.#era = this.#ask.eras[Number(what)] ?? this.#era;
    this.#silence.forgetLimit();
    this.#judge(at, day, this.#era.reason);
  }

  /** A life as a customer begins, or begins anew. */
  #begins(at: number, day: number, reason: Reason, facts: MoveFacts): void {
    this.#started = day;
    this.#judgedFrom = day;
    this.#eased = 'none';
    this.#former = 'conversion';
    this.#paused = false;
    this.#move(at, { phase: 'conversion', status: 'none', reason, facts });
    this.#judge(at, day);
  }

  /** They are back where they were; what lies between is not held against them. */
  #resume(at: number, day: number, reason: Reason, eased: Status): void {
    this.#judgedFrom = day;
    this.#eased = eased;
    this.#stand(at, day, this.#standing(day), reason);
  }

  #recovered(at: number, day: number): void {
    const [action, cause] = this.#action(this.#retentionOn) ?? ['', ''];
    this.#open.clear(); // they did what they were for
    this.#judgedFrom = day;
    this.#eased = 'reconquered';
    this.#former = 'loyalty';
    const facts = { action, cause, days: day - this.#retentionOn };
    this.#move(at, { phase: 'loyalty', status: 'reconquered', reason: 'recovered', facts });
  }

  /** An open action that supposes a cause of what is seen on a day: one from before the days that are looked at is about something else. */
  #action(day: number): [string, string] | undefined {
    const { days } = this.#era.rule.attrition;
    for (const [action, [cause, opened]] of this.#open)
      if (cause !== '' && day - opened <= days) return [action, cause];
    return undefined;
  }

  #judge(at: number, day: number, by: 'night' | 'visited' | Era['reason'] = 'night'): void {
    if (!isActive(this.#phase) || this.#paused) return;
    if (this.#ask.facts.visits === null && this.#seasonal === null) return;
    if (this.#phase === 'retention') this.#judgeRetention(at, day);
    else {
      const standing = this.#standing(day);
      this.#stand(at, day, standing, this.#reasonOf(by, standing));
    }
  }

  #reasonOf(by: 'night' | 'visited' | Era['reason'], { reason }: Standing): Reason {
    if (by === 'night') return reason;
    if (by !== 'visited') return by;
    return this.#phase === 'attrition' || this.#status === 'warning' ? 'visited' : reason;
  }

  #judgeRetention(at: number, day: number): void {
    const days = day - this.#retentionOn;
    const facts = { days, recoveryDays: this.#era.rule.recoveryDays };
    if (this.#seasonal !== null) {
      if (this.#seasonal.missedSince(this.#retentionOn, day))
        this.#move(at, { phase: 'lost', status: 'none', reason: 'season_again_missed', facts });
    } else if (days >= this.#era.rule.recoveryDays)
      this.#move(at, { phase: 'lost', status: 'none', reason: 'no_visit_in_window', facts });
  }

  /** Moves to where they stand; into reconquest where something is being done about it. */
  #stand(at: number, day: number, standing: Standing, reason: Reason): void {
    const { phase, status } = standing;
    const atRisk = phase === 'attrition' || status === 'warning';
    const action = atRisk ? this.#action(day) : undefined;
    if (phase === this.#phase && status === this.#status && action === undefined) return; // every night of most lives
    if (
      status === 'warning' &&
      this.#status !== 'warning' &&
      this.#phase !== 'retention' &&
      at < this.#ask.asOf
    )
      this.#silence.warned(day, this.#ear, this.#open.size > 0);
    const facts = this.#factsOf(standing, day);
    if (action === undefined) this.#move(at, { phase, status, reason, facts });
    else {
      this.#retentionOn = day;
      const said = { ...facts, action: action[0], cause: action[1], from: this.#phase ?? '' };
      this.#move(at, { phase: 'retention', status: 'none', reason: 'action_opened', facts: said });
    }
  }

  #standing(day: number): Standing {
    const { rule } = this.#era;
    if (this.#seasonal !== null) {
      const { tenureDays, seasonsInRow } = rule;
      const asked = { day, started: this.#started, former: this.#former, seasonsInRow, tenureDays };
      return this.#seasonal.standing(asked);
    }
    const standing = this.#byVisits(day);
    // Whoever is on watch is being looked at already: an irregular coming and going has no rhythm to leave.
    if (standing.phase === 'attrition' || (standing.status === 'watch' && this.#status !== 'warning'))
      return standing;
    if (!this.#silence.tooLong(day, this.#ear)) return standing;
    return standings[standing.phase === 'loyalty' ? 'loyalty' : 'conversion'].warning;
  }

  #byVisits(day: number): Standing {
    const { tenureDays, regularity, attrition } = this.#era.rule;
    const tenure = day - this.#started;
    if (tenure >= tenureDays && this.#visits.periods(day, regularity) >= regularity.periods)
      return standings.loyalty.none;
    const observed = day - this.#judgedFrom >= attrition.days;
    if (observed && this.#visits.within(day, attrition.days) <= attrition.visits) return leaving;
    if (!observed && this.#judgedFrom > this.#started) return standingOf(this.#former, this.#eased);
    if (tenure < tenureDays) return early[this.#former];
    return standings[this.#former].watch;
  }

  #factsOf({ reason }: Standing, day: number): MoveFacts {
    if (this.#seasonal !== null) return this.#seasonal.facts(day);
    const { regularity, attrition, tenureDays } = this.#era.rule;
    const tenure = day - this.#started;
    const last = this.#silence.last;
    return {
      tenure,
      visits: this.#visits.within(day, attrition.days),
      days: attrition.days,
      ...(tenure < tenureDays ? {} : { periods: this.#visits.periods(day, regularity), of: regularity.of }),
      ...(last === null ? {} : { lastDay: last }),
      ...(reason === 'out_of_rhythm' ? { limit: this.#silence.limit(this.#ear) ?? 0 } : {}),
    };
  }

  /** Writes down a move, if it is one. What lies ahead only says when it is due. */
  #move(at: number, { phase, status, reason, facts }: Omit<Move, 'at' | 'rule'>): void {
    if (phase === this.#phase && status === this.#status) return;
    if (at >= this.#ask.asOf) {
      this.#due ??= at;
      return;
    }
    if (phase === 'lost') this.#open.clear();
    this.#phase = phase;
    this.#status = status;
    if (phase === 'conversion' || phase === 'loyalty') this.#former = phase;
    this.#moves.push({ at, phase, status, rule: this.#era.version, reason, facts });
    this.#listen(this.#ask.days.dayOf(at));
  }

  /** Whether a warning could be raised from now on. */
  #listen(day: number): void {
    const listens = (this.#phase === 'conversion' || this.#phase === 'loyalty') && this.#status !== 'watch';
    this.#silence.watch(
      day,
      listens && !this.#paused && this.#seasonal === null && this.#silence.knows(this.#ear),
    );
  }
}

const prospect = { phase: 'conquest', status: 'none' } as const;
const standing = (phase: Phase, status: Status, reason: Reason): Standing => ({ phase, status, reason });
/** The same objects night after night: of a million lives most nights change nothing. */
const standingsAs = (phase: 'conversion' | 'loyalty') => ({
  none: standing(phase, 'none', phase === 'loyalty' ? 'regular' : 'irregular'),
  watch: standing(phase, 'watch', 'irregular'),
  warning: standing(phase, 'warning', 'out_of_rhythm'),
  reconquered: standing(phase, 'reconquered', 'irregular'),
});
const standings = { conversion: standingsAs('conversion'), loyalty: standingsAs('loyalty') };
const early = {
  conversion: standing('conversion', 'none', 'tenure_short'),
  loyalty: standing('loyalty', 'none', 'tenure_short'),
};
const leaving = standing('attrition', 'none', 'few_visits');

function standingOf(former: 'conversion' | 'loyalty', eased: Status): Standing {
  if (eased === 'watch' || eased === 'reconquered') return standings[former][eased];
  return early[former];
}
