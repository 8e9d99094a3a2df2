import { inKeptQuestions, type PersonalData } from '#src/access/index.ts';

/** A saved question may name a person in a condition. */
export const personalData: readonly PersonalData[] = [inKeptQuestions('questions')];
