import { inKeptQuestions, type PersonalData } from '#src/access/index.ts';

/** The event that the use of a feature is may name a person in a condition. */
export const personalData: readonly PersonalData[] = [inKeptQuestions('offers')];
