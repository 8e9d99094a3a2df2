import { inKeptQuestions, type PersonalData } from '#src/access/index.ts';
import { heldAbout } from '#src/customers/about/index.ts';

/** Tasks about the person; those about others may name them. */
export const personalData: readonly PersonalData[] = [heldAbout('tasks'), inKeptQuestions('tasks')];
