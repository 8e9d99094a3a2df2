export * from './ask.ts';
export {
  type Basis,
  Drawn,
  type MapStep,
  type Name,
  type Stage,
  type Status,
  type ToldStage,
} from './drawn.ts';
export {
  type Effect,
  type FiguresAsk,
  type FiguresAskInput,
  type FirstMap,
  type MapFigures,
  MapPeopleAsk,
  type MapProposals,
  type MapWhich,
  type Proposal,
  type StepFigures,
} from './figures-ask.ts';
export { operations } from './operations.ts';
export { everyoneBehind } from './people.ts';
export { personalData } from './personal-data.ts';
