import { z } from 'zod';
import {
  estimateOf,
  frameFields,
  LocalDate,
  PeoplePage,
  pageFields,
  saidFields,
  Words,
} from '#src/customers/frame/index.ts';
import { Share } from '#src/insights/funnels/index.ts';
import { mapId } from './ask.ts';
import { Drawn, Status, ToldStage } from './drawn.ts';

/** The question of `journey-maps.figures` and `journey-maps.proposals`. */
export const FiguresAsk = z.object({
  of: z
    .union([
      z.object({ map: mapId, version: z.int().min(1).optional().describe('The latest unless told') }),
      z.object({ drawn: Drawn.describe('A map that is not kept') }),
    ])
    .describe('Which map'),
  from: LocalDate.describe('First local day on which one may enter the map'),
  to: LocalDate.describe(
    'Last local day on which one may enter, included; what follows is read to the end of the window',
  ),
  ...frameFields,
});
export type FiguresAsk = z.output<typeof FiguresAsk>;
export type FiguresAskInput = z.input<typeof FiguresAsk>;

/** How long it took from a step to a later one of the map. */
export const MapWait = z.object({
  people: z.int().describe('Who went on and whose window is over: the median is of them'),
  medianMs: estimateOf(z.number()),
  waiting: z.int().describe('Have not gone on so far and still may; not in the median'),
});

/** What events say of one measured step. */
export const StepFigures = z.object({
  step: z.string(),
  stage: z.string(),
  place: z.int().describe('Among the measured steps of the map, counted from 1'),
  everybody: z
    .object({ events: z.int(), people: z.int() })
    .describe('On the days asked, whether they entered the map or not'),
  people: z
    .int()
    .describe('Did it after entering the map, within its window; at the first step all who entered'),
  use: Share.describe('Of those who entered the map'),
  wentOn: z.int().describe('Did any later measured step after it, within the window'),
  dropped: z.int().describe('Did none of the later ones, and their window is over; 0 at the last step'),
  open: z.int().describe('Did none of the later ones so far, and still may; 0 at the last step'),
  dropOff: Share.nullable().describe(
    'Of those who did the step and whose window is over; null at the last step',
  ),
  wait: MapWait.nullable().describe('To the first later step they did; null at the last step'),
});
export type StepFigures = z.output<typeof StepFigures>;

const whose = {
  map: z
    .object({ id: mapId, name: z.string(), version: z.int() })
    .nullable()
    .describe('null where the map is not kept'),
};

/** The answer of `journey-maps.figures`. */
export const MapFigures = z.object({
  ...whose,
  entered: z.int().describe('Did the first measured step on the days asked'),
  over: z.int().describe('Of them, those whose window is over'),
  besides: z
    .int()
    .describe('Did a measured step on the days asked without the first one on these days: not in the map'),
  state: z
    .enum(['nothing_measured', 'nobody', 'running', 'complete'])
    .describe('running: the window of somebody who entered is not over yet'),
  stages: z
    .array(ToldStage)
    .describe('The map that is measured, without its notes, owners, channels, emotions and conditions'),
  steps: z.array(StepFigures).describe('In the order of the map'),
  verdict: Words,
  definition: Words,
  ...saidFields,
});
export type MapFigures = z.output<typeof MapFigures>;

/** People who stayed, of those who did a step or of those who did not. */
export const Staying = z.object({
  people: z.int(),
  stayed: z.int(),
  share: estimateOf(z.number()),
  low: z.number().nullable().describe('Wilson interval, 95 %'),
  high: z.number().nullable(),
});
export type Staying = z.output<typeof Staying>;

/** Whether those who do a step stay more than the others. */
export const Effect = z.object({
  step: z.string(),
  among: z
    .string()
    .nullable()
    .describe(
      'Id of the purchase or sign-up before it: only those who did that one are judged, on either side and in the difference; null: everybody observed',
    ),
  did: Staying,
  others: Staying,
  difference: estimateOf(z.number()).describe('Did − others, of the shares that stayed'),
  low: z.number().nullable().describe('Newcombe interval, 95 %'),
  high: z.number().nullable(),
  selfEvident: z
    .enum(['purchase', 'joining', 'departure', 'entry', 'message'])
    .nullable()
    .describe(
      'Why missing the step explains nothing, and is not proposed as weak for it: it is what makes a customer, the event by which one stays, the way in, or a message of ours',
    ),
  correctedP: estimateOf(z.number()).describe(
    'Benjamini–Hochberg over the steps that may explain staying; unknown for one that is self-evident',
  ),
  found: z
    .enum(['stays_more', 'stays_less', 'no_effect', 'cannot_say'])
    .describe('no_effect: the whole interval lies within the smallest difference that matters'),
});
export type Effect = z.output<typeof Effect>;

/** Something the figures suggest. It changes nothing on the map. */
export const Proposal = z.object({
  status: Status.exclude(['keep']).describe('remove: useless; fix: weak; add: missing'),
  step: z.string().nullable().describe('The step it is about; null where one is missing'),
  after: z.string().nullable().describe('Where one is missing: between this step and the next one people do'),
  event: z.string().nullable().describe('The event that is missing on the map'),
  why: z.enum(['rare_without_effect', 'drop_off', 'goes_with_leaving', 'between']),
  people: z
    .int()
    .describe(
      'drop_off: lost after the step; between: did the event there; else those judged by the step, as its effect has them: who did it where it is useless, who missed it where it is weak',
    ),
  hand: Status.nullable().describe('What was set by hand: that stands'),
  words: Words,
});
export type Proposal = z.output<typeof Proposal>;

/** The answer of `journey-maps.proposals`. */
export const MapProposals = z.object({
  ...whose,
  entered: z.int(),
  observed: z.int().describe('Of them, those watched to the end of the days within which one stays'),
  proposals: z.array(Proposal),
  undecided: z
    .array(z.object({ step: z.string(), words: Words }))
    .describe('Steps that hardly anybody uses, of which it cannot be said whether they matter'),
  effects: z.array(Effect).describe('One per measured step after the first'),
  verdict: Words,
  definition: Words,
  ...saidFields,
});
export type MapProposals = z.output<typeof MapProposals>;

const step = z.string().min(1).max(40).describe('The id of a measured step');

/** Which people of a map. */
export const MapWhich = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('entered') }),
  z.object({ kind: z.literal('besides').describe('Did a measured step without entering by the first one') }),
  z.object({
    kind: z.literal('everybody').describe('Did the step on the days asked, in the map or not'),
    step,
  }),
  z.object({ kind: z.literal('did'), step }),
  z.object({ kind: z.literal('went_on'), step }),
  z.object({ kind: z.literal('dropped'), step }),
  z.object({ kind: z.literal('open'), step }),
  z.object({
    kind: z.literal('staying').describe('Those an effect compares'),
    step,
    did: z.boolean(),
    stayed: z.boolean().nullable().default(null).describe('null: both'),
  }),
  z.object({
    kind: z.literal('between').describe('Did this between a step and the next one they did'),
    step,
    event: z.string().min(1).max(200),
  }),
]);
export type MapWhich = z.output<typeof MapWhich>;

/** The question of `journey-maps.people`. */
export const MapPeopleAsk = z.object({
  ask: FiguresAsk,
  which: MapWhich,
  onlyOver: z
    .boolean()
    .default(false)
    .describe('Only those whose window is over; of entered, did, went_on, dropped and open'),
  ...pageFields,
});
export type MapPeopleAsk = z.output<typeof MapPeopleAsk>;

/** The answer of `journey-maps.people`. */
export const MapPeople = PeoplePage;

/** The question of `journey-maps.first`. */
export const FirstAsk = z.object({
  days: z
    .int()
    .min(7)
    .max(366)
    .default(90)
    .describe('What came first of all within so many days is looked at'),
});

/** A first map from what arrives. It is not kept. */
export const FirstMap = z.object({
  drawn: Drawn.nullable().describe('null where too little has arrived'),
  people: z.int().describe('Newcomers it was read from'),
  words: Words,
});
export type FirstMap = z.output<typeof FirstMap>;
