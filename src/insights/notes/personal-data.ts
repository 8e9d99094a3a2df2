import { inKeptQuestions, type PersonalData } from '#src/access/index.ts';

/** The text of a note may name a person. */
export const personalData: readonly PersonalData[] = [inKeptQuestions('notes')];
