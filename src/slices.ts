import type { Operation, PersonalData } from './access/index.ts';
import { operations as contracts, personalData as contractsData } from './customers/contracts/index.ts';
import { operations as lists, personalData as listsData } from './customers/lists/index.ts';
import { operations as profiles } from './customers/profiles/index.ts';
import { operations as traits } from './customers/traits/index.ts';
import { operations as demo } from './demo/index.ts';
import { operations as erasure, personalData as eventsData } from './events/erasure/index.ts';
import { operations as identity } from './events/identity/index.ts';
import { operations as imports, personalData as importsData } from './events/imports/index.ts';
import { operations as traffic } from './events/loading/index.ts';
import { operations as plan, personalData as planData } from './events/plan/index.ts';
import { operations as setAside } from './events/set-aside/index.ts';
import { operations as aarrr } from './insights/aarrr/index.ts';
import { operations as acquisition } from './insights/acquisition/index.ts';
import { operations as adoption } from './insights/adoption/index.ts';
import { operations as aha, personalData as ahaData } from './insights/aha/index.ts';
import { operations as comparison } from './insights/comparison/index.ts';
import { operations as dashboards, personalData as dashboardsData } from './insights/dashboards/index.ts';
import { operations as funnels } from './insights/funnels/index.ts';
import { operations as groups } from './insights/groups/index.ts';
import { operations as habit } from './insights/habit/index.ts';
import { operations as journeyMaps, personalData as journeyMapsData } from './insights/journey-maps/index.ts';
import { operations as keeping } from './insights/keeping/index.ts';
import { operations as lifecycle } from './insights/lifecycle/index.ts';
import { operations as notes, personalData as notesData } from './insights/notes/index.ts';
import { operations as overview } from './insights/overview/index.ts';
import { operations as paths } from './insights/paths/index.ts';
import { operations as questions, personalData as questionsData } from './insights/questions/index.ts';
import { operations as retention } from './insights/retention/index.ts';
import { operations as stepFailure, personalData as stepFailureData } from './insights/step-failure/index.ts';
import { operations as stickiness } from './insights/stickiness/index.ts';
import { operations as survival } from './insights/survival/index.ts';
import { operations as timeToValue } from './insights/time-to-value/index.ts';
import { operations as value, personalData as valueData } from './insights/value/index.ts';

/** Every operation of the slices, in the order of the river; those of `access` are added by the house. */
export const sliceOperations = [
  ...identity,
  ...demo,
  ...setAside,
  ...plan,
  ...erasure,
  ...imports,
  ...profiles,
  ...traits,
  ...lists,
  ...contracts,
  ...traffic,
  ...overview,
  ...keeping,
  ...retention,
  ...comparison,
  ...funnels,
  ...stepFailure,
  ...survival,
  ...questions,
  ...notes,
  ...dashboards,
  ...value,
  ...lifecycle,
  ...stickiness,
  ...adoption,
  ...acquisition,
  ...aarrr,
  ...aha,
  ...timeToValue,
  ...habit,
  ...paths,
  ...groups,
  ...journeyMaps,
] as unknown as readonly Operation[]; // each run is checked against its own schemas where it is declared

/** What each slice stores about people; identity is erased last, as the others are found through it. */
export const personalData: readonly PersonalData[] = [
  ...listsData,
  ...questionsData,
  ...notesData,
  ...dashboardsData,
  ...valueData,
  ...ahaData,
  ...stepFailureData,
  ...journeyMapsData,
  ...planData,
  ...contractsData,
  ...importsData,
  ...eventsData,
];
