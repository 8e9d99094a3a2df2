import { inKeptQuestions, type PersonalData } from '#src/access/index.ts';
import { heldAbout } from '#src/customers/about/index.ts';

/** Goals set for the person; a goal may name somebody in a condition. */
export const personalData: readonly PersonalData[] = [
  heldAbout('goal_settings'),
  inKeptQuestions('goals'),
  inKeptQuestions('names of goals'),
  inKeptQuestions('answers about goals'),
];
