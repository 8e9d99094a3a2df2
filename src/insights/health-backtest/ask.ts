import { z } from 'zod';
import { estimateOf, frameFields, pageFields, saidFields, Words } from '#src/customers/frame/index.ts';
import { AdoptedTemplate } from '#src/insights/health/index.ts';

export const BacktestAsk = z.object({
  ...frameFields,
  version: z.int().min(0).optional().describe('Of the template; the one in force at asOf unless told'),
  days: z.int().min(1).max(365).default(60).describe('So many days before leaving they are judged'),
  over: z.int().min(30).max(1100).default(365).describe('Who left in the last so many days'),
});
export type BacktestAsk = z.output<typeof BacktestAsk>;
export type BacktestAskInput = z.input<typeof BacktestAsk>;

const share = {
  share: estimateOf(z.number()),
  low: z.number().nullable().describe('Wilson interval, 95 %'),
  high: z.number().nullable(),
};

const Group = z.object({
  judged: z.int().describe('Those of whom enough was known then'),
  red: z.int(),
  unknown: z.int().describe('Neither red nor not: too little was known then'),
  ...share,
});

/** What an alarm would have told. */
const Alarm = z.object({
  leavers: Group.describe('Of those who left, how many were red then'),
  stayers: Group.describe('Of those who stayed, how many were red then: false alarms'),
  right: z.object({ alarms: z.int(), left: z.int(), ...share }).describe('Of all alarms, how many left'),
  baseRate: z.object(share).describe('Of all judged, how many left: what an alarm at random is right by'),
  difference: z
    .object({ value: z.number(), low: z.number(), high: z.number() })
    .nullable()
    .describe(
      'Share red of leavers less that of stayers, with its Newcombe interval; null where a group is empty',
    ),
});
export type Alarm = z.output<typeof Alarm>;

export const BacktestAnswer = z.object({
  template: AdoptedTemplate,
  from: z.string(),
  left: z.int().describe('Whose paid time of a continuous offer ended in the range'),
  stayed: z.int(),
  neutral: z.int().describe('Whose mission or season ended: no leavers, left out'),
  notThere: z.int().describe('Left or stayed, and under contract for too short a time to be judged then'),
  any: Alarm.describe('The alarm is a red dimension'),
  overall: Alarm.describe('The alarm is a red score'),
  recency: z
    .object({
      days: z.number().describe('Silent for so many days or longer'),
      alarm: Alarm,
    })
    .nullable()
    .describe('Beside it: silence alone, with as many alarms as red dimensions gave'),
  verdict: Words,
  definition: Words,
  ...saidFields,
});
export type BacktestAnswer = z.output<typeof BacktestAnswer>;

export const BacktestPeopleAsk = z.object({
  ask: BacktestAsk,
  alarm: z.enum(['any', 'overall']),
  group: z.enum(['leavers', 'stayers']),
  which: z.enum(['red', 'not_red', 'unknown']),
  ...pageFields,
});
export type BacktestPeopleAsk = z.output<typeof BacktestPeopleAsk>;
