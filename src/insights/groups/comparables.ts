import { comparableBoard } from '#src/insights/aarrr/index.ts';
import { comparableGained } from '#src/insights/acquisition/index.ts';
import { comparableAdoption } from '#src/insights/adoption/index.ts';
import { comparableRate } from '#src/insights/aha/index.ts';
import { comparableContracts } from '#src/insights/contract-retention/index.ts';
import { comparableHabit } from '#src/insights/habit/index.ts';
import { comparableHealth } from '#src/insights/health/index.ts';
import { comparableLifecycle } from '#src/insights/lifecycle/index.ts';
import { comparableMissions } from '#src/insights/missions/index.ts';
import { comparablePaths } from '#src/insights/paths/index.ts';
import { comparablePhases } from '#src/insights/phase-board/index.ts';
import { comparableRepurchase } from '#src/insights/repurchase/index.ts';
import { comparableChurn } from '#src/insights/revenue/index.ts';
import { comparableStaying } from '#src/insights/revenue-retention/index.ts';
import { comparableSeasons } from '#src/insights/seasons/index.ts';
import { comparableSignups } from '#src/insights/signup-seasons/index.ts';
import { comparableSteps } from '#src/insights/step-failure/index.ts';
import {
  comparableActiveShare,
  comparableBuckets,
  comparableRatios,
} from '#src/insights/stickiness/index.ts';
import { comparableSurvival } from '#src/insights/survival/index.ts';
import { comparableRetaking, comparableWaits } from '#src/insights/time-to-value/index.ts';
import { comparableSought } from '#src/insights/value/index.ts';

/** Every insight whose answer reads as comparable figures. Retention and funnels compare in their own way. */
export const comparables = [
  comparableLifecycle,
  comparableBuckets,
  comparableRatios,
  comparableActiveShare,
  comparableAdoption,
  comparableHabit,
  comparableRate,
  comparableWaits,
  comparableRetaking,
  comparableSteps,
  comparablePaths,
  comparableSought,
  comparableSurvival,
  comparableBoard,
  comparableGained,
  comparableContracts,
  comparableSeasons,
  comparableMissions,
  comparableSignups,
  comparablePhases,
  comparableHealth,
  comparableChurn,
  comparableStaying,
  comparableRepurchase,
] as const;
