import type { DemoWords } from './words.ts';

/** A name in the demo's language, or a standard event by its own. */
export type Named = keyof DemoWords | { readonly standard: string };

interface Said {
  /** Requirements that it serves. */
  readonly serves: readonly string[];
  readonly says: { readonly fr: string; readonly en: string };
}

/** Who does `event` at least `times` within local days 0 … days − 1 of `start` stays; the others do not. */
export interface AhaTruth extends Said {
  readonly kind: 'aha';
  readonly start: Named;
  readonly event: Named;
  readonly times: number;
  readonly days: number;
  /** Shares that do `event` again from day `from` to day `to` after the start. */
  readonly above: number;
  readonly below: number;
  readonly from: number;
  readonly to: number;
  /** How many people there are at least whose day `to` is over. */
  readonly people: number;
}

/** One group keeps fewer of its people than all others. */
export interface DifferenceTruth extends Said {
  readonly kind: 'difference';
  readonly start: Named;
  readonly event: Named;
  readonly from: number;
  readonly to: number;
  /** By what people are told apart: the month of the start (1–12), or a trait. */
  readonly by: { readonly month: number } | { readonly trait: Named; readonly value: Named };
  /** Share who stay in that group, and in all others. */
  readonly share: number;
  readonly others: number;
}

/** The values of a trait make no difference: whoever finds one is mistaken. */
export interface SameLawTruth extends Said {
  readonly kind: 'same_law';
  readonly start: Named;
  readonly event: Named;
  readonly from: number;
  readonly to: number;
  readonly trait: Named;
}

/** Of those who did `first`, this share did `next` within `days` (rolling). */
export interface StepTruth extends Said {
  readonly kind: 'step';
  readonly first: Named;
  readonly next: Named;
  readonly days: number;
  readonly share: number;
}

/** Accounts that failed a step leave more often within `days` of their opening. */
export interface FailingStepTruth extends Said {
  readonly kind: 'failing_step';
  readonly start: Named;
  readonly failed: Named;
  readonly passed: Named;
  readonly left: Named;
  readonly days: number;
  /** Shares of accounts. */
  readonly failing: number;
  readonly leftOfFailed: number;
  readonly leftOfPassed: number;
}

/** Value is so much in a month; some sign in as often and get none. */
export interface ValueTruth extends Said {
  readonly kind: 'value';
  readonly event: Named;
  readonly property: Named;
  readonly perMonth: number;
  readonly notValue: Named;
  readonly notValuePerMonth: number;
  /** How many people sign in that often in every month they are there, and never reach the value. */
  readonly openers: number;
}

/** Some people's taste moved from one category to another, half-way. */
export interface TasteTruth extends Said {
  readonly kind: 'taste';
  readonly event: Named;
  readonly property: Named;
  readonly before: Named;
  readonly after: Named;
  /** Days before the end at which it moved. */
  readonly daysAgo: number;
  readonly people: number;
  /** Share of their events in the category, before and after. */
  readonly share: number;
}

/** Nothing happens outside the season; of one season's people, this share is there in the next. */
export interface SeasonTruth extends Said {
  readonly kind: 'season';
  readonly event: Named;
  /** Months (1–12), both included, over the turn of the year. */
  readonly firstMonth: number;
  readonly lastMonth: number;
  readonly back: number;
}

/** Somebody with a story. */
export interface PersonTruth extends Said {
  readonly kind: 'person';
  readonly userId: string;
  /** Days before the end on which somebody acted against their silence. */
  readonly actedAgo?: number;
}

/** Somebody who holds an offer of each kind. */
export interface KindsTruth extends Said {
  readonly kind: 'kinds';
  readonly userId: string;
  /** Of those who came one season alone, who came the next: 0–1. */
  readonly back: number;
  /** A mission of theirs, in days before the end: from one until the other, which is over. */
  readonly coaching: { readonly from: number; readonly to: number };
}

/** An account with a story, or some of one kind. */
export interface AccountsTruth extends Said {
  readonly kind: 'accounts';
  readonly accounts: readonly string[] | number;
}

/** Before they leave, a share of those who do stop using it, and nobody else. */
export interface FadingTruth extends Said {
  readonly kind: 'fading';
  /** Of those who left after four months or more. */
  readonly share: number;
  /** Silent for so many days when they leave; seen at so many before. */
  readonly days: number;
  readonly before: number;
}

/** Missions with an end, by what became of them. */
export interface MissionsTruth extends Said {
  readonly kind: 'missions';
  readonly of: Readonly<Record<string, number>>;
  readonly term: number;
  readonly graceDays: number;
  readonly days: Readonly<Record<string, { readonly endedAgo: number; readonly renewedAgo: number | null }>>;
}

/** Promises, in days: made so long ago, for so many days on, kept after so many. */
export interface PromisesTruth extends Said {
  readonly kind: 'promises';
  readonly kept: readonly {
    readonly account: string;
    readonly made: number;
    readonly days: number;
    readonly took: number | null;
  }[];
  readonly outcomes: Readonly<Record<string, number>>;
}

/** Why some came, and how far one of them is. */
export interface GoalTruth extends Said {
  readonly kind: 'goal';
  readonly account: string;
  readonly done: number;
  readonly of: number;
}

/** Something worth celebrating. */
export interface MilestoneTruth extends Said {
  readonly kind: 'milestone';
  readonly event: Named;
  readonly times: number;
}

/** Why they came, in equal parts. */
export interface GoalsTruth extends Said {
  readonly kind: 'goals';
}

/** How what is paid changes: the contracts of the demo say it in figures. */
export interface MoneyTruth extends Said {
  readonly kind: 'money';
}

/** Prices went up on one day; some who left came back after so many days. */
export interface PriceTruth extends Said {
  readonly kind: 'price_rise';
  readonly price: Readonly<Record<string, { readonly before: number; readonly after: number }>>;
  readonly raisedAgo: number;
  readonly returnAfter: number;
}

export type Truth =
  | AhaTruth
  | DifferenceTruth
  | SameLawTruth
  | StepTruth
  | FailingStepTruth
  | ValueTruth
  | TasteTruth
  | SeasonTruth
  | PersonTruth
  | KindsTruth
  | AccountsTruth
  | FadingTruth
  | MissionsTruth
  | PromisesTruth
  | GoalTruth
  | GoalsTruth
  | MilestoneTruth
  | MoneyTruth
  | PriceTruth;

/** From the first to the last day of the third month after a start. */
export const thirdMonth = { from: 60, to: 89 } as const;

/** The name as it stands in the events and traits of a demo. */
export const nameOf = (named: Named, words: DemoWords): string =>
  typeof named === 'string' ? words[named] : named.standard;
