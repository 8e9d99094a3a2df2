import type { z } from 'zod';
import type { PeoplePage } from '#src/customers/frame/index.ts';
import type { Counted, Definition } from '#src/customers/value/index.ts';
import type {
  BoardPeopleAsk,
  BoardAsk as StagesAsk,
  Board as StagesBoard,
} from '#src/insights/aarrr/index.ts';
import type {
  AcquisitionPeopleAsk,
  AcquisitionTable,
  Campaigns,
  ImportCsvAsk,
  Imported,
  RecogniseAsk,
  Recognised,
  RemoveAsk,
  TableAsk,
} from '#src/insights/acquisition/index.ts';
import type { AdoptionAsk, AdoptionGrid, AdoptionPeopleAsk } from '#src/insights/adoption/index.ts';
import type {
  CurveAnswer as AhaCurve,
  CurveAsk as AhaCurveAsk,
  AhaDefinition,
  AhaPeopleAsk,
  Board,
  BoardAsk,
  Progress,
  ProgressAsk,
  Rate,
  RateAsk,
  RatePeopleAsk,
  Rule,
  ScanAnswer,
  ScanAskInput,
} from '#src/insights/aha/index.ts';
import type { CompareAsk, Compared } from '#src/insights/comparison/index.ts';
import type { operations as contractRetentionDeclared } from '#src/insights/contract-retention/index.ts';
import type { operations as dashboardsDeclared } from '#src/insights/dashboards/index.ts';
import type { operations as entitlementsDeclared } from '#src/insights/entitlements/index.ts';
import type {
  FunnelAsk,
  FunnelCompareAsk,
  FunnelCompared,
  FunnelGrid,
  FunnelPeopleAsk,
} from '#src/insights/funnels/index.ts';
import type { GroupsAskInput, GroupsCompared } from '#src/insights/groups/index.ts';
import type { HabitAsk, HabitGrid, HabitPeople, HabitPeopleAsk } from '#src/insights/habit/index.ts';
import type { operations as healthDeclared } from '#src/insights/health/index.ts';
import type { operations as healthBacktestDeclared } from '#src/insights/health-backtest/index.ts';
import type { operations as journeyMapsDeclared } from '#src/insights/journey-maps/index.ts';
import type { operations as kindsDeclared } from '#src/insights/kinds/index.ts';
import type { LifecycleAsk, LifecycleGrid, LifecyclePeopleAsk } from '#src/insights/lifecycle/index.ts';
import type { operations as missionsDeclared } from '#src/insights/missions/index.ts';
import type { operations as notesDeclared } from '#src/insights/notes/index.ts';
import type {
  PathAsk,
  PathPeopleAsk,
  PathTree,
  SituationPeopleAsk,
  Situations,
  SituationsAsk,
} from '#src/insights/paths/index.ts';
import type { Question } from '#src/insights/questions/index.ts';
import type { Repurchase, RepurchaseAskInput, RepurchasePeopleAsk } from '#src/insights/repurchase/index.ts';
import type {
  RetentionAsk,
  RetentionGrid,
  RetentionPeople,
  RetentionPeopleAsk,
  RetentionTrend,
  RetentionTrendAsk,
} from '#src/insights/retention/index.ts';
import type {
  Churn,
  ChurnAskInput,
  HolderMovements,
  HolderMovementsAskInput,
  Movements,
  MovementsAskInput,
  RevenuePeopleAsk,
} from '#src/insights/revenue/index.ts';
import type {
  CohortPeopleAsk,
  Cohorts,
  CohortsAskInput,
  RetentionAskInput,
  Retention as RevenueRetention,
  RetentionPeopleAsk as RevenueRetentionPeopleAsk,
  Upsell,
  UpsellAskInput,
  UpsellPeopleAsk,
} from '#src/insights/revenue-retention/index.ts';
import type { operations as seasonsDeclared } from '#src/insights/seasons/index.ts';
import type { operations as signupSeasonsDeclared } from '#src/insights/signup-seasons/index.ts';
import type {
  CreateAsk,
  Onboarding,
  Ranking,
  RankingAsk,
  StepFailurePeopleAsk,
} from '#src/insights/step-failure/index.ts';
import type {
  Ratios,
  RatiosAsk,
  Sessions,
  SessionsAsk,
  Share,
  ShareAsk,
  StickinessAsk,
  StickinessGrid,
  StickinessPeopleAsk,
} from '#src/insights/stickiness/index.ts';
import type { ApartAnswer, ApartAsk, ChurnAsk, ContractsAsk } from '#src/insights/survival/index.ts';
import type {
  CurveAnswer,
  CurveAsk,
  RetakingAnswer,
  RetakingAsk,
  RetakingPeopleAsk,
  WaitPeopleAsk,
} from '#src/insights/time-to-value/index.ts';
import type {
  Preview,
  PreviewAsk,
  Sought,
  SoughtAsk,
  SoughtPeople,
  SoughtPeopleAsk,
} from '#src/insights/value/index.ts';
import type { ChurnMonth, SurvivalCurve } from '../shapes.ts';
import type { Ask, ByName, Nothing } from './of.ts';

type Said = { readonly fr: string; readonly en: string };
type MomentTold = Partial<Pick<AhaDefinition, 'owners' | 'note' | 'channel'>>;

/** Of the insights, and of what is kept of them. */
export interface AskedOfInsights
  extends ByName<typeof dashboardsDeclared>,
    ByName<typeof notesDeclared>,
    ByName<typeof journeyMapsDeclared>,
    ByName<typeof healthDeclared>,
    ByName<typeof contractRetentionDeclared>,
    ByName<typeof seasonsDeclared>,
    ByName<typeof signupSeasonsDeclared>,
    ByName<typeof missionsDeclared>,
    ByName<typeof kindsDeclared>,
    ByName<typeof healthBacktestDeclared>,
    ByName<typeof entitlementsDeclared> {
  'survival.contracts': Ask<
    z.input<typeof ContractsAsk>,
    { curves: SurvivalCurve[]; asOf: string; definition: Said }
  >;
  'survival.apart': Ask<z.input<typeof ApartAsk>, ApartAnswer>;
  'survival.churn': Ask<z.input<typeof ChurnAsk>, { months: ChurnMonth[]; asOf: string; definition: Said }>;

  'retention.grid': Ask<z.input<typeof RetentionAsk>, RetentionGrid>;
  'retention.people': Ask<z.input<typeof RetentionPeopleAsk>, RetentionPeople>;
  'retention.trend': Ask<z.input<typeof RetentionTrendAsk>, RetentionTrend>;
  'retention.compare': Ask<z.input<typeof CompareAsk>, Compared>;

  'compare.groups': Ask<GroupsAskInput, GroupsCompared>;

  'step-failure.ranking': Ask<z.input<typeof RankingAsk>, Ranking>;
  'step-failure.people': Ask<z.input<typeof StepFailurePeopleAsk>, PeoplePage>;

  'onboarding.list': Ask<Nothing, { onboardings: Onboarding[] }>;
  'onboarding.create': Ask<z.input<typeof CreateAsk>, { onboarding: Onboarding }>;

  'lifecycle.grid': Ask<z.input<typeof LifecycleAsk>, LifecycleGrid>;
  'lifecycle.people': Ask<z.input<typeof LifecyclePeopleAsk>, PeoplePage>;

  'funnels.grid': Ask<z.input<typeof FunnelAsk>, FunnelGrid>;
  'funnels.compare': Ask<z.input<typeof FunnelCompareAsk>, FunnelCompared>;
  'funnels.people': Ask<z.input<typeof FunnelPeopleAsk>, PeoplePage>;

  'value.list': Ask<Nothing, { definitions: Definition[] }>;
  'value.create': Ask<
    { name: string; offer?: string | null; counted: z.input<typeof Counted>; anyway?: boolean },
    { definition: Definition }
  >;
  'value.change': Ask<
    {
      id: string;
      name?: string;
      offer?: string | null;
      counted?: z.input<typeof Counted>;
      anyway?: boolean;
    },
    { definition: Definition }
  >;
  'value.set-default': Ask<{ id: string }, { definition: Definition }>;
  'value.retire': Ask<{ id: string }, { definition: Definition }>;
  'value.restore': Ask<{ id: string }, { definition: Definition }>;
  'value.preview': Ask<z.input<typeof PreviewAsk>, Preview>;
  'value.sought': Ask<z.input<typeof SoughtAsk>, Sought>;
  'value.sought-people': Ask<z.input<typeof SoughtPeopleAsk>, SoughtPeople>;

  'stickiness.grid': Ask<z.input<typeof StickinessAsk>, StickinessGrid>;
  'stickiness.ratios': Ask<z.input<typeof RatiosAsk>, Ratios>;
  'stickiness.share': Ask<z.input<typeof ShareAsk>, Share>;
  'stickiness.sessions': Ask<z.input<typeof SessionsAsk>, Sessions>;
  'stickiness.people': Ask<z.input<typeof StickinessPeopleAsk>, PeoplePage>;

  'adoption.grid': Ask<z.input<typeof AdoptionAsk>, AdoptionGrid>;
  'adoption.people': Ask<z.input<typeof AdoptionPeopleAsk>, PeoplePage>;

  'acquisition.table': Ask<z.input<typeof TableAsk>, AcquisitionTable>;
  'acquisition.people': Ask<z.input<typeof AcquisitionPeopleAsk>, PeoplePage>;
  'acquisition.import-csv': Ask<z.input<typeof ImportCsvAsk>, Imported>;
  'acquisition.recognise': Ask<z.input<typeof RecogniseAsk>, Recognised>;
  'acquisition.campaigns': Ask<Nothing, Campaigns>;
  'acquisition.remove': Ask<z.input<typeof RemoveAsk>, { removed: number }>;

  'aarrr.board': Ask<z.input<typeof StagesAsk>, StagesBoard>;
  'aarrr.people': Ask<z.input<typeof BoardPeopleAsk>, PeoplePage>;

  'time-to-value.curve': Ask<z.input<typeof CurveAsk>, CurveAnswer>;
  'time-to-value.people': Ask<z.input<typeof WaitPeopleAsk>, PeoplePage>;
  'time-to-value.retaking': Ask<z.input<typeof RetakingAsk>, RetakingAnswer>;
  'time-to-value.retaking-people': Ask<z.input<typeof RetakingPeopleAsk>, PeoplePage>;

  'aha.scan': Ask<ScanAskInput, ScanAnswer>;
  'aha.curve': Ask<z.input<typeof AhaCurveAsk>, AhaCurve>;
  'aha.people': Ask<z.input<typeof AhaPeopleAsk>, PeoplePage>;
  'aha.list': Ask<Nothing, { definitions: AhaDefinition[] }>;
  'aha.adopt': Ask<MomentTold & { name: string; rule: z.input<typeof Rule> }, { definition: AhaDefinition }>;
  'aha.change': Ask<
    Partial<MomentTold> & { id: string; name?: string; rule?: z.input<typeof Rule> },
    { definition: AhaDefinition }
  >;
  'aha.retire': Ask<{ id: string }, { definition: AhaDefinition }>;
  'aha.restore': Ask<{ id: string }, { definition: AhaDefinition }>;
  'aha.progress': Ask<z.input<typeof ProgressAsk>, Progress>;
  'aha.rate': Ask<z.input<typeof RateAsk>, Rate>;
  'aha.rate-people': Ask<z.input<typeof RatePeopleAsk>, PeoplePage>;
  'aha.board': Ask<z.input<typeof BoardAsk>, Board>;

  'paths.tree': Ask<z.input<typeof PathAsk>, PathTree>;
  'paths.people': Ask<z.input<typeof PathPeopleAsk>, PeoplePage>;
  'paths.situations': Ask<z.input<typeof SituationsAsk>, Situations>;
  'paths.situation-people': Ask<z.input<typeof SituationPeopleAsk>, PeoplePage>;

  'habit.grid': Ask<z.input<typeof HabitAsk>, HabitGrid>;
  'habit.people': Ask<z.input<typeof HabitPeopleAsk>, HabitPeople>;

  'revenue.movements': Ask<MovementsAskInput, Movements>;
  'revenue.churn': Ask<ChurnAskInput, Churn>;
  'revenue.people': Ask<z.input<typeof RevenuePeopleAsk>, PeoplePage>;
  'revenue.movements-of': Ask<HolderMovementsAskInput, HolderMovements>;
  'revenue.retention': Ask<RetentionAskInput, RevenueRetention>;
  'revenue.retention-people': Ask<z.input<typeof RevenueRetentionPeopleAsk>, PeoplePage>;
  'revenue.cohorts': Ask<CohortsAskInput, Cohorts>;
  'revenue.cohort-people': Ask<z.input<typeof CohortPeopleAsk>, PeoplePage>;
  'revenue.upsell': Ask<UpsellAskInput, Upsell>;
  'revenue.upsell-people': Ask<z.input<typeof UpsellPeopleAsk>, PeoplePage>;
  'revenue.repurchase': Ask<RepurchaseAskInput, Repurchase>;
  'revenue.repurchase-people': Ask<z.input<typeof RepurchasePeopleAsk>, PeoplePage>;

  'questions.list': Ask<Nothing, { questions: Question[] }>;
  'questions.save': Ask<{ name: string; operation: string; ask: unknown }, { question: Question }>;
  'questions.delete': Ask<{ id: string }, unknown>;
  'questions.restore': Ask<{ id: string }, { question: Question }>;
}
