import { aarrrLink } from '../aarrr/search.ts';
import { acquisitionLink } from '../acquisition/search.ts';
import { adoptionLink } from '../adoption/search.ts';
import { boardLink } from '../aha/board-search.ts';
import { ahaLink } from '../aha/search.ts';
import { compareLink } from '../compare/search.ts';
import { contractsLink } from '../contract-retention/search.ts';
import { funnelLink } from '../funnels/search.ts';
import { habitLink } from '../habit/search.ts';
import { healthLink } from '../health/search.ts';
import { mapLink } from '../journey-map/search.ts';
import { lifecycleLink } from '../lifecycle/search.ts';
import { missionsLink } from '../missions/search.ts';
import { pathLink } from '../paths/search.ts';
import { phasesLink } from '../phases/search.ts';
import { retentionLink } from '../retention/search.ts';
import { revenueLink } from '../revenue/search.ts';
import { seasonsLink } from '../seasons/search.ts';
import { segmentLink } from '../segments/search.ts';
import { signupsLink } from '../signup-seasons/search.ts';
import { soughtLink } from '../sought/search.ts';
import { stepFailureLink } from '../step-failure/search.ts';
import { stickinessLink } from '../stickiness/search.ts';
import { survivalLink } from '../survival/search.ts';
import { timeToValueLink } from '../time-to-value/search.ts';
import { worklistLink } from './search.ts';

const links = {
  'retention.grid': retentionLink,
  'lifecycle.grid': lifecycleLink,
  'value.sought': soughtLink,
  'stickiness.grid': stickinessLink,
  'adoption.grid': adoptionLink,
  'acquisition.table': acquisitionLink,
  'aarrr.board': aarrrLink,
  'step-failure.ranking': stepFailureLink,
  'time-to-value.curve': timeToValueLink,
  'habit.grid': habitLink,
  'paths.tree': pathLink,
  'funnels.grid': funnelLink,
  'aha.scan': ahaLink,
  'aha.board': boardLink,
  'survival.contracts': survivalLink,
  'contract-retention.periods': contractsLink,
  'seasons.returns': seasonsLink,
  'signup-seasons.cohorts': signupsLink,
  'missions.outcomes': missionsLink,
  'revenue.movements': revenueLink,
  'revenue.churn': revenueLink,
  'revenue.retention': revenueLink,
  'revenue.cohorts': revenueLink,
  'revenue.upsell': revenueLink,
  'revenue.repurchase': revenueLink,
  'journey-maps.figures': mapLink,
  'compare.groups': compareLink,
  'phases.board': phasesLink,
  'health.summary': healthLink,
  'segments.history': segmentLink,
  'worklist.list': worklistLink,
} as const;

const hasPage = (operation: string): operation is keyof typeof links => Object.hasOwn(links, operation);

/** Where a kept question is shown; undefined where its insight has no page. */
export const keptLink = (slug: string, operation: string, ask: unknown, id: string) =>
  hasPage(operation) ? links[operation](slug, ask, id) : undefined;
