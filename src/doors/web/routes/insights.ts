import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readAarrrSearch } from '../pages/aarrr/search.ts';
import { readAcquisitionSearch } from '../pages/acquisition/search.ts';
import { readAdoptionSearch } from '../pages/adoption/search.ts';
import { readBoardSearch } from '../pages/aha/board-search.ts';
import { readAhaSearch } from '../pages/aha/search.ts';
import { readCompareSearch } from '../pages/compare/search.ts';
import { readContractsSearch } from '../pages/contract-retention/search.ts';
import { readFunnelSearch } from '../pages/funnels/search.ts';
import { readHabitSearch } from '../pages/habit/search.ts';
import { readMapSearch } from '../pages/journey-map/search.ts';
import { readLifecycleSearch } from '../pages/lifecycle/search.ts';
import { readMissionsSearch } from '../pages/missions/search.ts';
import { readPathSearch } from '../pages/paths/search.ts';
import { readRetentionSearch } from '../pages/retention/search.ts';
import { readRevenueSearch } from '../pages/revenue/search.ts';
import { readSeasonsSearch } from '../pages/seasons/search.ts';
import { readSignupsSearch } from '../pages/signup-seasons/search.ts';
import { readSoughtSearch } from '../pages/sought/search.ts';
import { readStepFailureSearch } from '../pages/step-failure/search.ts';
import { readStickinessSearch } from '../pages/stickiness/search.ts';
import { readSurvivalSearch } from '../pages/survival/search.ts';
import { readTimeToValueSearch } from '../pages/time-to-value/search.ts';
import { workspace } from './frame.ts';

const retention = createRoute({
  getParentRoute: () => workspace,
  path: '/retention',
  validateSearch: readRetentionSearch,
  component: lazyRouteComponent(() => import('../pages/retention/Retention.tsx'), 'Retention'),
});
const lifecycle = createRoute({
  getParentRoute: () => workspace,
  path: '/lifecycle',
  validateSearch: readLifecycleSearch,
  component: lazyRouteComponent(() => import('../pages/lifecycle/Lifecycle.tsx'), 'Lifecycle'),
});
const funnels = createRoute({
  getParentRoute: () => workspace,
  path: '/funnels',
  validateSearch: readFunnelSearch,
  component: lazyRouteComponent(() => import('../pages/funnels/Funnels.tsx'), 'Funnels'),
});
const value = createRoute({
  getParentRoute: () => workspace,
  path: '/value',
  component: lazyRouteComponent(() => import('../pages/value/Value.tsx'), 'Value'),
});
const sought = createRoute({
  getParentRoute: () => workspace,
  path: '/sought',
  validateSearch: readSoughtSearch,
  component: lazyRouteComponent(() => import('../pages/sought/SoughtPage.tsx'), 'SoughtPage'),
});
const stickiness = createRoute({
  getParentRoute: () => workspace,
  path: '/stickiness',
  validateSearch: readStickinessSearch,
  component: lazyRouteComponent(() => import('../pages/stickiness/Stickiness.tsx'), 'Stickiness'),
});
const adoption = createRoute({
  getParentRoute: () => workspace,
  path: '/adoption',
  validateSearch: readAdoptionSearch,
  component: lazyRouteComponent(() => import('../pages/adoption/Adoption.tsx'), 'Adoption'),
});
const acquisition = createRoute({
  getParentRoute: () => workspace,
  path: '/acquisition',
  validateSearch: readAcquisitionSearch,
  component: lazyRouteComponent(() => import('../pages/acquisition/Acquisition.tsx'), 'Acquisition'),
});
const aarrr = createRoute({
  getParentRoute: () => workspace,
  path: '/aarrr',
  validateSearch: readAarrrSearch,
  component: lazyRouteComponent(() => import('../pages/aarrr/Aarrr.tsx'), 'Aarrr'),
});
const stepFailure = createRoute({
  getParentRoute: () => workspace,
  path: '/step-failure',
  validateSearch: readStepFailureSearch,
  component: lazyRouteComponent(() => import('../pages/step-failure/StepFailure.tsx'), 'StepFailure'),
});
const aha = createRoute({
  getParentRoute: () => workspace,
  path: '/aha',
  validateSearch: readAhaSearch,
  component: lazyRouteComponent(() => import('../pages/aha/Aha.tsx'), 'Aha'),
});
const moments = createRoute({
  getParentRoute: () => workspace,
  path: '/aha/moments',
  component: lazyRouteComponent(() => import('../pages/aha/Moments.tsx'), 'Moments'),
});
const moment = createRoute({
  getParentRoute: () => workspace,
  path: '/aha/moments/$id',
  validateSearch: readBoardSearch,
  component: lazyRouteComponent(() => import('../pages/aha/Board.tsx'), 'Board'),
});
const timeToValue = createRoute({
  getParentRoute: () => workspace,
  path: '/time-to-value',
  validateSearch: readTimeToValueSearch,
  component: lazyRouteComponent(() => import('../pages/time-to-value/TimeToValue.tsx'), 'TimeToValue'),
});
const habit = createRoute({
  getParentRoute: () => workspace,
  path: '/habit',
  validateSearch: readHabitSearch,
  component: lazyRouteComponent(() => import('../pages/habit/Habit.tsx'), 'Habit'),
});
const paths = createRoute({
  getParentRoute: () => workspace,
  path: '/paths',
  validateSearch: readPathSearch,
  component: lazyRouteComponent(() => import('../pages/paths/Paths.tsx'), 'Paths'),
});
const journeyMaps = createRoute({
  getParentRoute: () => workspace,
  path: '/journey-map',
  component: lazyRouteComponent(() => import('../pages/journey-map/JourneyMaps.tsx'), 'JourneyMaps'),
});
const journeyMap = createRoute({
  getParentRoute: () => workspace,
  path: '/journey-map/$id',
  validateSearch: readMapSearch,
  component: lazyRouteComponent(() => import('../pages/journey-map/OneMap.tsx'), 'OneMap'),
});
const survival = createRoute({
  getParentRoute: () => workspace,
  path: '/survival',
  validateSearch: readSurvivalSearch,
  component: lazyRouteComponent(() => import('../pages/survival/Survival.tsx'), 'Survival'),
});

const contracts = createRoute({
  getParentRoute: () => workspace,
  path: '/contract-retention',
  validateSearch: readContractsSearch,
  component: lazyRouteComponent(
    () => import('../pages/contract-retention/ContractRetention.tsx'),
    'ContractRetention',
  ),
});
const seasons = createRoute({
  getParentRoute: () => workspace,
  path: '/seasons',
  validateSearch: readSeasonsSearch,
  component: lazyRouteComponent(() => import('../pages/seasons/Seasons.tsx'), 'Seasons'),
});
const signups = createRoute({
  getParentRoute: () => workspace,
  path: '/signup-seasons',
  validateSearch: readSignupsSearch,
  component: lazyRouteComponent(() => import('../pages/signup-seasons/SignupSeasons.tsx'), 'SignupSeasons'),
});
const missions = createRoute({
  getParentRoute: () => workspace,
  path: '/missions',
  validateSearch: readMissionsSearch,
  component: lazyRouteComponent(() => import('../pages/missions/Missions.tsx'), 'Missions'),
});
const revenue = createRoute({
  getParentRoute: () => workspace,
  path: '/revenue',
  validateSearch: readRevenueSearch,
  component: lazyRouteComponent(() => import('../pages/revenue/Revenue.tsx'), 'Revenue'),
});

const compare = createRoute({
  getParentRoute: () => workspace,
  path: '/compare',
  validateSearch: readCompareSearch,
  component: lazyRouteComponent(() => import('../pages/compare/Compare.tsx'), 'Compare'),
});

/** What the insights ask and answer. */
export const insightRoutes = [
  retention,
  lifecycle,
  funnels,
  value,
  sought,
  stickiness,
  adoption,
  acquisition,
  aarrr,
  stepFailure,
  aha,
  moments,
  moment,
  timeToValue,
  habit,
  paths,
  journeyMaps,
  journeyMap,
  survival,
  contracts,
  seasons,
  signups,
  missions,
  revenue,
  compare,
] as const;
