import { z } from 'zod';
import { type Context, operation } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { asMembers } from '#src/customers/frame/index.ts';
import { keepList, List, type Members, mostMembers } from '#src/customers/lists/index.ts';
import { everyoneFound, SearchAsk } from '#src/customers/profiles/index.ts';
import { everyoneInSegment, SegmentPeopleAsk } from '#src/customers/segments/index.ts';
import { BoardPeopleAsk, everyoneAtStage } from '#src/insights/aarrr/index.ts';
import { AcquisitionPeopleAsk, everyoneGained } from '#src/insights/acquisition/index.ts';
import { AdoptionPeopleAsk, everyoneBehind as everyoneOfAdoption } from '#src/insights/adoption/index.ts';
import {
  AhaPeopleAsk,
  everyoneInProgress,
  everyoneRated,
  everyoneScanned,
  ProgressAsk,
  RatePeopleAsk,
} from '#src/insights/aha/index.ts';
import { ContractPeopleAsk, everyoneHeld } from '#src/insights/contract-retention/index.ts';
import { everyoneBehind as everyoneUnused, UnusedPeopleAsk } from '#src/insights/entitlements/index.ts';
import { everyoneBehind as everyoneInFunnel, FunnelPeopleAsk } from '#src/insights/funnels/index.ts';
import { everyoneHabitual, HabitPeopleAsk } from '#src/insights/habit/index.ts';
import {
  everyoneBehind as everyoneOfHealth,
  PeopleAsk as HealthPeopleAsk,
} from '#src/insights/health/index.ts';
import {
  BacktestPeopleAsk,
  everyoneBehind as everyoneBacktested,
} from '#src/insights/health-backtest/index.ts';
import { everyoneBehind as everyoneOnMap, MapPeopleAsk } from '#src/insights/journey-maps/index.ts';
import { everyoneBehind as everyoneOfLifecycle, LifecyclePeopleAsk } from '#src/insights/lifecycle/index.ts';
import { everyoneWithMission, MissionPeopleAsk } from '#src/insights/missions/index.ts';
import {
  everyoneInSituation,
  everyoneBehind as everyoneOnPath,
  PathPeopleAsk,
  SituationPeopleAsk,
} from '#src/insights/paths/index.ts';
import { everyoneBehind as everyoneInPhase, PhasePeopleAsk } from '#src/insights/phase-board/index.ts';
import { everyoneBuying, RepurchasePeopleAsk } from '#src/insights/repurchase/index.ts';
import { everyoneOf, RetentionPeopleAsk } from '#src/insights/retention/index.ts';
import { everyonePaying, RevenuePeopleAsk } from '#src/insights/revenue/index.ts';
import {
  CohortPeopleAsk,
  everyoneGrowing,
  everyoneOfCohort,
  everyoneStaying,
  RetentionPeopleAsk as RevenueRetentionPeopleAsk,
  UpsellPeopleAsk,
} from '#src/insights/revenue-retention/index.ts';
import { everyoneOfSeason, SeasonPeopleAsk } from '#src/insights/seasons/index.ts';
import { everyoneSignedUp, SignupPeopleAsk } from '#src/insights/signup-seasons/index.ts';
import {
  everyoneBehind as everyoneMissingStep,
  StepFailurePeopleAsk,
} from '#src/insights/step-failure/index.ts';
import {
  everyoneBehind as everyoneOfStickiness,
  StickinessPeopleAsk,
} from '#src/insights/stickiness/index.ts';
import { everyoneHolding, HoldersAsk } from '#src/insights/survival/index.ts';
import {
  everyoneRetaking,
  everyoneWaiting,
  RetakingPeopleAsk,
  WaitPeopleAsk,
} from '#src/insights/time-to-value/index.ts';
import { everyoneBehind as everyoneSeeking, SoughtPeopleAsk } from '#src/insights/value/index.ts';
import { eitherOf, source } from './sources.ts';

/** Whose people may be kept, in the order of the menu. */
const sources = [
  source('retention.people', RetentionPeopleAsk, everyoneOf),
  source('customers.search', SearchAsk, everyoneSearched),
  source('segments.people', SegmentPeopleAsk, everyoneInSegment),
  source('phases.people', PhasePeopleAsk, everyoneInPhase),
  source('lifecycle.people', LifecyclePeopleAsk, everyoneOfLifecycle),
  source('stickiness.people', StickinessPeopleAsk, everyoneOfStickiness),
  source('adoption.people', AdoptionPeopleAsk, everyoneOfAdoption),
  source('value.sought-people', SoughtPeopleAsk, everyoneSeeking),
  source('aha.people', AhaPeopleAsk, everyoneScanned),
  source('aha.progress', ProgressAsk, everyoneInProgress),
  source('aha.rate-people', RatePeopleAsk, everyoneRated),
  source('time-to-value.people', WaitPeopleAsk, everyoneWaiting),
  source('time-to-value.retaking-people', RetakingPeopleAsk, everyoneRetaking),
  source('habit.people', HabitPeopleAsk, everyoneHabitual),
  source('funnels.people', FunnelPeopleAsk, everyoneInFunnel),
  source('step-failure.people', StepFailurePeopleAsk, everyoneMissingStep),
  source('paths.people', PathPeopleAsk, everyoneOnPath),
  source('paths.situation-people', SituationPeopleAsk, everyoneInSituation),
  source('journey-maps.people', MapPeopleAsk, everyoneOnMap),
  source('survival.people', HoldersAsk, everyoneHolding),
  source('revenue.people', RevenuePeopleAsk, everyonePaying),
  source('revenue.retention-people', RevenueRetentionPeopleAsk, everyoneStaying),
  source('revenue.cohort-people', CohortPeopleAsk, everyoneOfCohort),
  source('revenue.upsell-people', UpsellPeopleAsk, everyoneGrowing),
  source('revenue.repurchase-people', RepurchasePeopleAsk, everyoneBuying),
  source('contract-retention.people', ContractPeopleAsk, everyoneHeld),
  source('seasons.people', SeasonPeopleAsk, everyoneOfSeason),
  source('signup-seasons.people', SignupPeopleAsk, everyoneSignedUp),
  source('missions.people', MissionPeopleAsk, everyoneWithMission),
  source('acquisition.people', AcquisitionPeopleAsk, everyoneGained),
  source('aarrr.people', BoardPeopleAsk, everyoneAtStage),
  source('health.people', HealthPeopleAsk, everyoneOfHealth),
  source('health.unused-people', UnusedPeopleAsk, everyoneUnused),
  source('health.backtest-people', BacktestPeopleAsk, everyoneBacktested),
] as const;

const From = eitherOf(sources);

const save = operation({
  name: 'lists.save',
  asks: { fr: 'Garder ces personnes comme liste', en: 'Keep these people as a list' },
  needs: 'insights:write',
  writes: true,
  input: z.object({
    name: z.string().trim().min(1).max(200),
    unit: z
      .enum(['customer', 'account'])
      .optional()
      .describe('Refused where the question counts something else'),
    from: From,
  }),
  output: z.object({ list: List }),
  run: async (context, { name, unit, from }) => {
    const members = await membersFrom(context, from);
    if (unit !== undefined && unit !== members.unit) {
      const expected = `"${members.unit}", which the question counts`;
      throw new DomainError('lists.other_unit', { field: 'unit', expected, got: unit });
    }
    const list = await keepList(context, { name, members, source: withoutText(from) });
    context.note?.({ subject: list.id, after: { name } }); // filters may name a person; the audit log is never rewritten
    return { list };
  },
});

/** What was typed into the search is part of somebody's id, name or address: the list does not keep it. */
function withoutText(from: z.output<typeof From>): unknown {
  if (from.of !== 'customers.search') return from;
  const { text: _text, ...ask } = from.ask;
  return { ...from, ask };
}

async function everyoneSearched(context: Context, ask: z.output<typeof SearchAsk>): Promise<Members> {
  const customers = await everyoneFound(context, ask, mostMembers + 1);
  return asMembers(context, 'customer', customers);
}

function membersFrom(context: Context, { of, ask }: z.output<typeof From>): Promise<Members> {
  const found = sources.find((one) => one.of === of);
  if (found === undefined) throw new Error(`no source of people "${of}"`);
  // The union above has paired the name with its own ask.
  return (found.everyone as (context: Context, ask: unknown) => Promise<Members>)(context, ask);
}

/** Keeping the people of an answer. */
export const operations = [save];
