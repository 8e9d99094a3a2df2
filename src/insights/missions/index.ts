export {
  MissionList,
  MissionListAsk,
  MissionPeopleAsk,
  MissionsAnswer,
  MissionsAsk,
  type MissionsAskInput,
} from './ask.ts';
export { comparableMissions } from './comparable.ts';
export { type Mission, missionsOf, type Outcome, outcomes } from './missions.ts';
export { operations } from './operations.ts';
export { askOf as missionsAskOf, everyoneWithMission } from './reading.ts';
