import { operation } from '#src/access/index.ts';
import { PeoplePage } from '#src/customers/frame/index.ts';
import { missionList, missionsAnswer } from './answer.ts';
import { MissionList, MissionListAsk, MissionPeopleAsk, MissionsAnswer, MissionsAsk } from './ask.ts';
import { missionPeople } from './reading.ts';

const told = operation({
  name: 'missions.outcomes',
  asks: {
    fr: 'Les missions qui se terminent sont-elles renouvelées ?',
    en: 'Are missions renewed when they end?',
  },
  needs: 'insights:read',
  input: MissionsAsk,
  output: MissionsAnswer,
  run: (context, ask) => missionsAnswer(context, ask),
});

const list = operation({
  name: 'missions.list',
  asks: {
    fr: 'Quelles missions se terminent, et qu’en est-il advenu ?',
    en: 'Which missions end, and what became of them?',
  },
  needs: 'customers:read',
  input: MissionListAsk,
  output: MissionList,
  run: (context, asked) => missionList(context, asked),
});

const people = operation({
  name: 'missions.people',
  asks: {
    fr: 'Qui a renouvelé une mission, et qui ne l’a pas fait ?',
    en: 'Who renewed a mission, and who did not?',
  },
  needs: 'customers:read',
  input: MissionPeopleAsk,
  output: PeoplePage,
  run: (context, asked) => missionPeople(context, asked),
});

/** What can be asked of missions. */
export const operations = [told, list, people];
