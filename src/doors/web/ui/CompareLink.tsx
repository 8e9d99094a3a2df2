import { Button } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { useSeat } from '../seat.ts';
import { useWords } from '../words/index.ts';
import { type ComparedQuestion, isCompared } from './comparable.ts';
import { ButtonLink } from './links.tsx';

interface CompareLinkProps {
  readonly operation: string;
  readonly asked: unknown;
  /** Beside a heading rather than among a page's actions; it then says of what, as a page may have several. */
  readonly small?: boolean;
}

/** The way from an answer to the same question asked of several groups; nothing where it cannot be. */
export function CompareLink({ operation, asked, small = false }: CompareLinkProps) {
  const { t } = useWords();
  const { slug } = useSeat();
  if (!isCompared(operation)) return null;
  // The page asks this operation with this question: the pair is one of those that can be compared.
  const question = { of: operation, ask: asked } as ComparedQuestion;
  const of = t('shell.pair', { name: t('ask.compare'), value: t(`groups.of.${operation}`) });
  return (
    <ButtonLink
      variant="default"
      size={small ? 'xs' : 'sm'}
      leftSection={<IconScale size={small ? 14 : 16} aria-hidden />}
      aria-label={small ? of : undefined}
      to="/w/$slug/compare"
      params={{ slug }}
      search={{ question }}
    >
      {t('ask.compare')}
    </ButtonLink>
  );
}

/** The same, where an answer has groups of its own to compare: they are chosen beside it. */
export function CompareButton({ onCompare }: { onCompare: () => void }) {
  const { t } = useWords();
  return (
    <Button variant="default" leftSection={<IconScale size={16} aria-hidden />} onClick={onCompare}>
      {t('ask.compare')}
    </Button>
  );
}
