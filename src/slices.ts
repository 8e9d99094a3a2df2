import type { Operation, PersonalData } from './access/index.ts';
import { operations as accounts } from './customers/accounts/index.ts';
import {
  consentKeeper,
  operations as consents,
  personalData as consentsData,
} from './customers/consent/index.ts';
import {
  operations as contracts,
  personalData as contractsData,
  eventsKeeper,
  mirrorKeeper,
} from './customers/contracts/index.ts';
import { operations as goals, personalData as goalsData } from './customers/goals/index.ts';
import { operations as life } from './customers/life/index.ts';
import { operations as lists, personalData as listsData } from './customers/lists/index.ts';
import {
  operations as milestones,
  personalData as milestonesData,
  keeper as milestonesKeeper,
} from './customers/milestones/index.ts';
import { operations as offers, personalData as offersData } from './customers/offers/index.ts';
import { phaseKeeper, personalData as phasesData } from './customers/phase-keeping/index.ts';
import { operations as profiles } from './customers/profiles/index.ts';
import {
  operations as promises,
  personalData as promisesData,
  keeper as promisesKeeper,
} from './customers/promises/index.ts';
import { operations as rates } from './customers/rates/index.ts';
import { operations as remarks, personalData as remarksData } from './customers/remarks/index.ts';
import { operations as scores, personalData as scoresData } from './customers/scores/index.ts';
import {
  operations as segments,
  personalData as segmentsData,
  segmentsKeeper,
} from './customers/segments/index.ts';
import { operations as tasks, personalData as tasksData } from './customers/tasks/index.ts';
import { operations as traits } from './customers/traits/index.ts';
import type { Keeper } from './customers/upkeep/index.ts';
import { personalData as valueData } from './customers/value/index.ts';
import { operations as contactRules } from './decisions/contact-rules/index.ts';
import {
  intentsKeeper,
  operations as messages,
  personalData as messagesData,
} from './decisions/intents/index.ts';
import { operations as demo } from './demo/index.ts';
import { operations as erasure, personalData as eventsData } from './events/erasure/index.ts';
import { operations as identity } from './events/identity/index.ts';
import { operations as imports, personalData as importsData } from './events/imports/index.ts';
import { operations as traffic } from './events/loading/index.ts';
import { personExport } from './events/person-export/index.ts';
import { operations as plan, personalData as planData } from './events/plan/index.ts';
import { operations as setAside } from './events/set-aside/index.ts';
import { personalData as ahaData } from './insights/aha/index.ts';
import { operations as dashboards, personalData as dashboardsData } from './insights/dashboards/index.ts';
import { operations as unusedFeatures } from './insights/entitlements/index.ts';
import { operations as health, personalData as healthData, scoresKeeper } from './insights/health/index.ts';
import { operations as healthBacktest } from './insights/health-backtest/index.ts';
import { personalData as journeyMapsData } from './insights/journey-maps/index.ts';
import { operations as keeping } from './insights/keeping/index.ts';
import { operations as notes, personalData as notesData } from './insights/notes/index.ts';
import { operations as overview } from './insights/overview/index.ts';
import { operations as phaseBoard } from './insights/phase-board/index.ts';
import {
  insightOperations,
  operations as questions,
  personalData as questionsData,
} from './insights/questions/index.ts';
import { personalData as stepFailureData } from './insights/step-failure/index.ts';
import { operations as worklist, personalData as worklistData } from './insights/worklist/index.ts';

/** What each slice stores about people; identity is erased last, as the others are found through it. */
export const personalData: readonly PersonalData[] = [
  ...listsData,
  ...segmentsData,
  ...scoresData,
  ...questionsData,
  ...notesData,
  ...dashboardsData,
  ...valueData,
  ...ahaData,
  ...stepFailureData,
  ...journeyMapsData,
  ...healthData,
  ...worklistData,
  ...planData,
  ...contractsData,
  ...goalsData,
  ...promisesData,
  ...phasesData,
  ...milestonesData,
  ...tasksData,
  ...remarksData,
  ...consentsData,
  ...offersData,
  ...outboxData, // found through its messages
  ...messagesData,
  ...suppressionsData,
  ...importsData,
  ...eventsData,
];

import { operations as outbox, personalData as outboxData } from './messages/delivery/index.ts';
import { operations as senders } from './messages/senders/index.ts';
import { operations as sending } from './messages/sending/index.ts';
import {
  operations as suppressions,
  personalData as suppressionsData,
} from './messages/suppressions/index.ts';
import { operations as tone } from './messages/tone/index.ts';

/** Every operation of the slices, in the order of the river; those of `access` are added by the house. */
export const sliceOperations = [
  ...identity,
  ...demo,
  ...setAside,
  ...plan,
  ...erasure,
  personExport(personalData),
  ...imports,
  ...profiles,
  ...life,
  ...traits,
  ...lists,
  ...segments,
  ...scores,
  ...accounts,
  ...contracts,
  ...rates,
  ...goals,
  ...promises,
  ...milestones,
  ...tasks,
  ...remarks,
  ...consents,
  ...offers,
  ...traffic,
  ...overview,
  ...keeping,
  ...insightOperations,
  ...phaseBoard,
  ...health,
  ...healthBacktest,
  ...unusedFeatures,
  ...worklist,
  ...questions,
  ...notes,
  ...dashboards,
  ...contactRules,
  ...messages,
  ...suppressions,
  ...sending,
  ...senders,
  ...outbox,
  ...tone,
] as unknown as readonly Operation[]; // each run is checked against its own schemas where it is declared

/** What is kept up to date as events arrive and time passes, in the order in which one builds on the other. */
export const keepers: readonly Keeper[] = [
  mirrorKeeper,
  eventsKeeper,
  consentKeeper,
  phaseKeeper,
  scoresKeeper,
  segmentsKeeper,
  promisesKeeper,
  milestonesKeeper,
  intentsKeeper,
];
