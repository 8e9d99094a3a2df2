import { inKeptQuestions, type PersonalData } from '#src/access/index.ts';
import { heldAbout } from '#src/customers/about/index.ts';

/** Promises to the person; those to others may name them. */
export const personalData: readonly PersonalData[] = [heldAbout('promises'), inKeptQuestions('promises')];
