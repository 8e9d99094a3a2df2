import { IconScale } from '@tabler/icons-react';
import { useSeat } from '../seat.ts';
import { useWords } from '../words/index.ts';
import { type ComparedQuestion, isCompared } from './comparable.ts';
import { ButtonLink } from './links.tsx';

interface CompareLinkProps {
  readonly operation: string;
  readonly asked: unknown;
  /** Beside a heading rather than among a page's actions. */
  readonly small?: boolean;
}

/** The way from an answer to the same question asked of several groups; nothing where it cannot be. */
export function CompareLink({ operation, asked, small = false }: CompareLinkProps) {
  const { t } = useWords();
  const { slug } = useSeat();
  if (!isCompared(operation)) return null;
  // The page asks this operation with this question: the pair is one of those that can be compared.
  const question = { of: operation, ask: asked } as ComparedQuestion;
  return (
    <ButtonLink
      variant="default"
      size={small ? 'xs' : 'sm'}
      leftSection={<IconScale size={small ? 14 : 16} aria-hidden />}
      to="/w/$slug/compare"
      params={{ slug }}
      search={{ question }}
    >
      {t('ask.compare')}
    </ButtonLink>
  );
}
