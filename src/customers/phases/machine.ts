import type { Era, LifeAsk } from './eras.ts';
import type { OfferTerms } from './facts.ts';
import { type Followed, followedAt } from './following.ts';
import type { Happening } from './happenings.ts';
import { Holdings } from './holdings.ts';
import type { Judging } from './judging.ts';
import { isActive, type Move, type MoveFacts, type Phase, type Reason, type Status } from './life.ts';
import type { LocalDays } from './local-days.ts';
import { OpenActions } from './open-actions.ts';
import type { Standing } from './seasonal.ts';

/** The states of one customer with one offer: what a night, a visit and whatever else happens makes of them. Times never go back. */
export class Machine {
  /** In order; the last one holds. */
  readonly moves: Move[] = [];
  readonly #terms: OfferTerms;
  readonly #eras: readonly Era[];
  readonly #days: LocalDays;
  readonly #asOf: number;
  readonly #judging: Judging;
  readonly #together: readonly Move[];
  readonly #actions = new OpenActions();
  readonly #holdings = new Holdings();
  #due: number | null = null;
  #phase: Phase | null = null;
  #status: Status = 'none';
  /** Where they go back to when what began it is undone. */
  #before: { readonly phase: Phase; readonly status: Status } = prospect;
  #paused = false;
  #retentionOn = 0;

  constructor({ facts, terms, eras, days, asOf }: LifeAsk, judging: Judging) {
    this.#together = facts.together;
    this.#terms = terms;
    this.#eras = eras;
    this.#days = days;
    this.#asOf = asOf;
    this.#judging = judging;
  }

  /** When there is first something to judge again, epoch milliseconds; null as long as nothing lies ahead. */
  get due(): number | null {
    return this.#due;
  }

  /** There is something to judge at an instant that has not come; the first that is told counts. */
  waitsUntil(at: number): void {
    this.#due ??= at;
  }

  /** Whether a night alone may change something. */
  isRestless(day: number): boolean {
    if (this.#phase === 'ended') return this.#status === 'renewable';
    if (!isActive(this.#phase) || this.#paused) return false;
    return this.#judging.isRestless(this.#phase, day);
  }

  night(day: number, at: number): void {
    if (this.#phase === 'ended' && this.#status === 'renewable') {
      if (day > this.#holdings.endedOn + this.#terms.graceDays)
        this.#move(at, {
          phase: 'not_renewed',
          status: 'none',
          reason: 'not_renewed_in_grace',
          facts: { endDay: this.#holdings.endedOn },
        });
      return;
    }
    this.#judge(at, day);
  }

  visited(at: number, day: number): void {
    this.#judging.visited(day);
    if (this.#phase === 'retention') this.#recovered(at, day);
    else if (this.#phase === 'lost') this.#resume(at, day, 'visited', 'watch');
    else this.#judge(at, day, 'visited');
    this.#listen(day);
  }

  happens(one: Happening, day: number): void {
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
    this.#judging.seasonal?.came(day);
    if (!isActive(this.#phase)) {
      this.#enters(at, day, 'purchase', what === '' ? {} : { order: what });
      this.#holdings.ordered();
      return;
    }
    this.#holdings.ordered();
    if (this.#judging.seasonal === null) return;
    if (this.#phase === 'retention') this.#recovered(at, day);
    else this.#judge(at, day);
  }

  #refunded({ at, what, ordered }: Happening): void {
    if (!this.#holdings.paidBack(ordered) || !isActive(this.#phase)) return;
    this.#move(at, { ...this.#before, reason: 'refunded', facts: what === '' ? {} : { order: what } });
  }

  #contractStarts(at: number, day: number): void {
    this.#holdings.contractStarts();
    this.#judging.seasonal?.came(day);
    if (!isActive(this.#phase)) this.#enters(at, day, 'contract_started', {});
  }

  /** Somebody is a customer from now on: renewed within grace after an end, going on from another offer of theirs, else anew. */
  #enters(at: number, day: number, reason: Reason, facts: MoveFacts): void {
    const [phase, status] = [this.#phase, this.#status];
    this.#before = phase === null || phase === 'conquest' ? prospect : { phase, status };
    this.#holdings.begins(at);
    const { silence } = this.#judging;
    if (silence.last !== day) silence.breaks(); // nobody is silent who has just signed
    const isOver = phase === 'ended' || phase === 'cancelled';
    if (isOver && day <= this.#holdings.endedOn + this.#terms.graceDays)
      this.#resume(at, day, 'renewed', 'none');
    else {
      const followed = followedAt(this.#together, at);
      if (followed === null) this.#begins(at, day, reason, facts);
      else this.#follows(at, day, followed);
    }
  }

  /** They were a customer before, with another offer: they stand where they stood. */
  #follows(at: number, day: number, { since, former, eased }: Followed): void {
    const judging = this.#judging;
    judging.goesOn(this.#days.dayOf(since), former);
    if (eased !== null) judging.easesFrom(this.#days.dayOf(eased.at), eased.status);
    else if (!judging.isPossible) judging.easesFrom(day, 'none');
    this.#paused = false;
    this.#stand(at, day, this.#standing(day), 'offer_followed');
  }

  #contractEnds({ at, what }: Happening): void {
    if (!this.#holdings.contractEnds() || !isActive(this.#phase)) return;
    this.#paused = false;
    this.#holdings.overOn(this.#days.dayOf(at - 1)); // from its end on it holds no more
    this.#judging.silence.breaks();
    this.#move(at, endOf(what, this.#terms));
  }

  #pauses(at: number, day: number, pauses: boolean): void {
    if (!isActive(this.#phase) || this.#phase === null || this.#paused === pauses) return;
    this.#paused = pauses;
    this.#judging.silence.breaks();
    if (pauses) this.#move(at, { phase: this.#phase, status: 'paused', reason: 'paused', facts: {} });
    else this.#resume(at, day, 'resumed', 'none');
  }

  #actionOpens({ at, what, cause }: Happening, day: number): void {
    this.#actions.opened(what, cause, day);
    this.#judging.silence.acted();
    this.#judge(at, day);
  }

  #actionCloses({ at, what }: Happening, day: number): void {
    this.#actions.closed(what);
    if (this.#phase !== 'retention' || this.#action(this.#retentionOn) !== undefined) return;
    this.#stand(at, day, this.#standing(day), 'action_expired');
  }

  #adopts({ at, what }: Happening, day: number): void {
    const judging = this.#judging;
    judging.era = this.#eras[Number(what)] ?? judging.era;
    judging.silence.forgetLimit();
    this.#judge(at, day, judging.era.reason);
  }

  /** A life as a customer begins, or begins anew. */
  #begins(at: number, day: number, reason: Reason, facts: MoveFacts): void {
    this.#judging.begins(day);
    this.#paused = false;
    this.#move(at, { phase: 'conversion', status: 'none', reason, facts });
    this.#judge(at, day);
  }

  /** They are back where they were; what lies between is not held against them. */
  #resume(at: number, day: number, reason: Reason, eased: Status): void {
    this.#judging.easesFrom(day, eased);
    this.#stand(at, day, this.#standing(day), reason);
  }

  #recovered(at: number, day: number): void {
    const [action, cause] = this.#action(this.#retentionOn) ?? ['', ''];
    this.#actions.allClosed();
    this.#judging.easesFrom(day, 'reconquered');
    this.#judging.former = 'loyalty';
    const facts = { action, cause, days: day - this.#retentionOn };
    this.#move(at, { phase: 'loyalty', status: 'reconquered', reason: 'recovered', facts });
  }

  #action(day: number): [action: string, cause: string] | undefined {
    return this.#actions.about(day, this.#judging.era.rule.attrition.days);
  }

  #judge(at: number, day: number, by: 'night' | 'visited' | Era['reason'] = 'night'): void {
    if (!isActive(this.#phase) || this.#paused || !this.#judging.isPossible) return;
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
    const reason = this.#judging.lostBy(this.#retentionOn, day);
    if (reason === null) return;
    const { recoveryDays } = this.#judging.era.rule;
    const facts = { days: day - this.#retentionOn, recoveryDays };
    this.#move(at, { phase: 'lost', status: 'none', reason, facts });
  }

  /** Moves to where they stand; into reconquest where something is being done about it. */
  #stand(at: number, day: number, standing: Standing, reason: Reason): void {
    const { phase, status } = standing;
    const atRisk = phase === 'attrition' || status === 'warning';
    const action = atRisk ? this.#action(day) : undefined;
    if (phase === this.#phase && status === this.#status && action === undefined) return; // every night of most lives
    if (status === 'warning' && this.#status !== 'warning' && this.#phase !== 'retention' && at < this.#asOf)
      this.#judging.silence.warned(day, this.#judging.ear, this.#actions.any);
    const facts = this.#judging.facts(standing, day);
    if (action === undefined) this.#move(at, { phase, status, reason, facts });
    else {
      this.#retentionOn = day;
      const said = { ...facts, action: action[0], cause: action[1], from: this.#phase ?? '' };
      this.#move(at, { phase: 'retention', status: 'none', reason: 'action_opened', facts: said });
    }
  }

  #standing(day: number): Standing {
    return this.#judging.standing(day, this.#status);
  }

  /** Writes down a move, if it is one. What lies ahead only says when it is due. */
  #move(at: number, { phase, status, reason, facts }: Omit<Move, 'at' | 'rule'>): void {
    if (phase === this.#phase && status === this.#status) return;
    if (at >= this.#asOf) {
      this.waitsUntil(at);
      return;
    }
    if (phase === 'lost') this.#actions.allClosed();
    this.#phase = phase;
    this.#status = status;
    if (phase === 'conversion' || phase === 'loyalty') this.#judging.former = phase;
    this.moves.push({ at, phase, status, rule: this.#judging.era.version, reason, facts });
    this.#listen(this.#days.dayOf(at));
  }

  /** Whether a warning could be raised from now on. */
  #listen(day: number): void {
    const listens = (this.#phase === 'conversion' || this.#phase === 'loyalty') && this.#status !== 'watch';
    this.#judging.listen(day, listens && !this.#paused);
  }
}

const prospect = { phase: 'conquest', status: 'none' } as const;

/** What the end of the last contract makes of somebody. */
function endOf(what: string, { kind, graceDays }: OfferTerms): Omit<Move, 'at' | 'rule'> {
  if (what === 'cancelled')
    return { phase: 'cancelled', status: 'none', reason: 'contract_cancelled', facts: {} };
  if (what === 'changed') return { phase: 'ended', status: 'none', reason: 'offer_changed', facts: {} };
  const reason = kind === 'intentional' ? 'mission_ended' : 'contract_ended';
  return { phase: 'ended', status: 'renewable', reason, facts: { graceDays } };
}
