export {
  Activation,
  Board,
  BoardAsk,
  type BoardAskInput,
  type BoardGroup,
  BoardPeopleAsk,
  type Stage,
  type StageName,
} from './ask.ts';
export { comparableBoard } from './comparable.ts';
export { operations } from './operations.ts';
export { everyoneAtStage } from './people.ts';
