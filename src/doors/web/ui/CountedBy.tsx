import { Alert } from '@mantine/core';
import type { CountedBy as Counted } from '#src/customers/value/index.ts';
import { useWords } from '../words/index.ts';

export type { Counted };

/** Said where a definition that an answer counted by takes mere presence for value. */
export function CountedBy({ countedBy }: { countedBy: Counted }) {
  const { said } = useWords();
  return countedBy.map(
    ({ definition, warning }) =>
      warning && (
        <Alert key={definition.id} color="yellow">
          {said(warning)}
        </Alert>
      ),
  );
}
