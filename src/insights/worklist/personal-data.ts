import type { PersonalData } from '#src/access/index.ts';
import { heldAbout } from '#src/customers/about/index.ts';

/** What was done about the person, and who looks after them. */
export const personalData: readonly PersonalData[] = [
  heldAbout('worklist_marks'),
  heldAbout('worklist_assignees'),
];
