import { inKeptQuestions, type PersonalData } from '#src/access/index.ts';

/** A declared onboarding may name a person in a condition. */
export const personalData: readonly PersonalData[] = [
  inKeptQuestions('onboardings'),
  inKeptQuestions('names of onboardings'),
];
