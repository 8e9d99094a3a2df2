import { inKeptQuestions, type PersonalData } from '#src/access/index.ts';

/** The rule of an aha moment may name a person in a condition; its name, its note and its owners are written by people. */
export const personalData: readonly PersonalData[] = [
  inKeptQuestions('aha moments'),
  inKeptQuestions('names of aha moments'),
];
