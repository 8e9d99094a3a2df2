import { inKeptQuestions, type PersonalData } from '#src/access/index.ts';

/** The rule of an aha moment may name a person in a condition. */
export const personalData: readonly PersonalData[] = [
  inKeptQuestions('starts of aha moments'),
  inKeptQuestions('aha moments'),
];
