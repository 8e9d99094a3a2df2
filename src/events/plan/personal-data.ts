import { inKeptQuestions, type PersonalData } from '#src/access/index.ts';

/** A plan may name a person among the values it allows. */
export const personalData: readonly PersonalData[] = [
  inKeptQuestions('plans of events'),
  inKeptQuestions('drafts of the plan'),
];
