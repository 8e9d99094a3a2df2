import type { Asked } from '../../asked.ts';

export type Held = Asked['plan.get']['output'];
export type Plan = Held['plan'];
export type Event = Plan['events'][number];
export type Property = Event['properties'][number];
export type Question = Plan['questions'][number];
export type Rules = Plan['rules'];
export type Review = Held['reviews'][number];
export type Status = Asked['plan.status']['output']['events'][number];
export type Difference = Asked['plan.diff']['output']['changes'][number];
export type Click = Asked['plan.suggestions']['output']['suggestions'][number];
export type Version = Asked['plan.versions']['output']['versions'][number];

/** Examples of values, by event and property: JSON texts that were told once and are kept by nobody. */
export type Examples = ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>;
