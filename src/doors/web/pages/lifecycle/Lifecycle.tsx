import { IconArrowsUpDown } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { Catalogue } from '../../ui/catalogue.ts';
import { Insight } from '../../ui/Insight.tsx';
import { useWords } from '../../words/index.ts';
import { Answer } from './Answer.tsx';
import { askOf, firstLifecycle } from './search.ts';

/** How the base grows and shrinks. The address holds the whole question. */
export function Lifecycle() {
  const { t } = useWords();
  const search = useSearch({ from: '/w/$slug/lifecycle' });
  const navigate = useNavigate({ from: '/w/$slug/lifecycle' });
  const asked = askOf(search);
  const first = useCallback(
    (catalogue: Catalogue) =>
      void navigate({ search: (before) => ({ ...firstLifecycle(catalogue), ...before }), replace: true }),
    [navigate],
  );
  return (
    <Insight
      title={t('lifecycle.title')}
      teach={{
        icon: <IconArrowsUpDown />,
        title: t('lifecycle.teach_title'),
        words: t('lifecycle.teach'),
      }}
      asked={asked !== undefined}
      first={first}
    >
      {(catalogue) =>
        asked && (
          <Answer
            asked={asked}
            search={search}
            catalogue={catalogue}
            onChange={(next) => void navigate({ search: next })}
          />
        )
      }
    </Insight>
  );
}
