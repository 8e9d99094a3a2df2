import { IconFilter2 } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { Catalogue } from '../../ui/catalogue.ts';
import { Insight } from '../../ui/Insight.tsx';
import { useWords } from '../../words/index.ts';
import { Answer } from './Answer.tsx';
import { firstFunnel } from './first-funnel.ts';
import { askOf } from './search.ts';

/** How many go from step to step. The address holds the whole question. */
export function Funnels() {
  const { t } = useWords();
  const search = useSearch({ from: '/w/$slug/funnels' });
  const navigate = useNavigate({ from: '/w/$slug/funnels' });
  const asked = askOf(search);
  const first = useCallback(
    (catalogue: Catalogue) =>
      void navigate({ search: (before) => ({ ...firstFunnel(catalogue), ...before }), replace: true }),
    [navigate],
  );
  return (
    <Insight
      title={t('funnels.title')}
      teach={{ icon: <IconFilter2 />, title: t('funnels.teach_title'), words: t('funnels.teach') }}
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
