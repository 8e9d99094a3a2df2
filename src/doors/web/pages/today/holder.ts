import type { Row } from '#src/insights/worklist/index.ts';

/** What somebody on the list is called. */
export const holderName = ({ name, email, id }: Row['holder']): string => name ?? email ?? id;
