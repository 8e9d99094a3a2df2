import { inKeptQuestions, type PersonalData } from '#src/access/index.ts';

/** A definition of value may name a person in a condition. */
export const personalData: readonly PersonalData[] = [
  inKeptQuestions('definitions of value'),
  inKeptQuestions('names of definitions of value'),
];
