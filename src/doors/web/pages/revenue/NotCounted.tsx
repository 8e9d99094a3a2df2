import { Text } from '@mantine/core';
import type { Movements } from '#src/insights/revenue/index.ts';
import { useWords } from '../../words/index.ts';

const kinds = ['noPrice', 'noCurrency', 'once', 'unnamed', 'otherHolders'] as const;

/** What the amounts leave out, or the lists; nothing where there is nothing. */
export function NotCounted({ of }: { of: Movements['notCounted'] }) {
  const { t } = useWords();
  const said = kinds
    .filter((kind) => of[kind] > 0)
    .map((kind) => t(`revenue.not.${kind}`, { count: of[kind] }));
  if (said.length === 0) return null;
  return (
    <Text size="sm" c="dimmed" component="p">
      {said.join(' ')}
    </Text>
  );
}
