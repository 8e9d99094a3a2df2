import { inKeptQuestions, type PersonalData } from '#src/access/index.ts';

/** Names, notes, owners and conditions of a map may name a person. */
export const personalData: readonly PersonalData[] = [
  inKeptQuestions('journey maps'),
  inKeptQuestions('names of journey maps'),
];
