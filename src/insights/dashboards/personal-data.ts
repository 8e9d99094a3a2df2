import { inKeptQuestions, type PersonalData } from '#src/access/index.ts';

/** Titles and texts of a dashboard may name a person, and so may whom a link was made for. */
export const personalData: readonly PersonalData[] = [
  inKeptQuestions('dashboards'),
  inKeptQuestions('links to dashboards'),
];
