import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApartAnswer, ApartAsk } from '#src/insights/survival/index.ts';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { FiguresTable, Known, Small } from '../../ui/Figure.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { useCatalogue } from '../../ui/useCatalogue.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import type { SurvivalSearch } from './search.ts';

type By = ApartAsk['by'];

/** What stands before the name of a trait among the choices. */
const ofTrait = 'trait:';

const keyOf = (by: By): string => (typeof by === 'string' ? by : `${ofTrait}${by.trait}`);
const byOf = (key: string): By =>
  key.startsWith(ofTrait) ? { trait: key.slice(ofTrait.length) } : key === 'period' ? 'period' : 'offer';

/** Whether contracts last longer by offer, by period of payment or by a trait: said by a test, then group by group. */
export function Apart({ asked }: { asked: Omit<SurvivalSearch, 'saved'> }) {
  const { t, said } = useWords();
  const { slug } = useSeat();
  const [by, setBy] = useState<By>('offer');
  const traits = useCatalogue().data?.traits ?? [];
  const found = useQuery(question(slug, 'survival.apart', { ...asked, by }));
  return (
    <Panel
      title={t('survival.apart')}
      aside={
        <Select
          aria-label={t('survival.apart_by')}
          allowDeselect={false}
          searchable
          data={[
            { value: 'offer', label: t('survival.apart_offer') },
            { value: 'period', label: t('survival.apart_period') },
            ...traits.map((trait) => ({ value: `${ofTrait}${trait}`, label: trait })),
          ]}
          value={keyOf(by)}
          onChange={(key) => key && setBy(byOf(key))}
        />
      }
    >
      {found.isPending && <Waiting height={160} />}
      {found.isError && <Refused error={found.error} again={() => found.refetch()} />}
      {found.data && (
        <>
          <p role="status">{said(found.data.verdict)}</p>
          <Groups found={found.data} />
          {found.data.several > 0 && <p>{t('survival.apart_several', { count: found.data.several })}</p>}
          <details>
            <summary>{t('ask.definition')}</summary>
            <p>{said(found.data.definition)}</p>
          </details>
        </>
      )}
    </Panel>
  );
}

function Groups({ found: { groups, difference } }: { found: ApartAnswer }) {
  const { t, said } = useWords();
  const figures = useFigures();
  return (
    <FiguresTable
      caption={t('survival.apart')}
      heads={[
        t('survival.apart_group'),
        t('survival.apart_holders'),
        t('survival.ended'),
        t('survival.apart_expected'),
        t('survival.median_head'),
      ]}
      rows={groups.map((group, place) => ({
        id: String(place),
        label: said(group.name),
        aside: difference.tooSmall.includes(place) ? t('survival.apart_small') : undefined,
        cells: [
          figures.count(group.contracts),
          figures.count(group.ended),
          group.expected === null ? (
            <Small key="expected">{t('survival.apart_not_judged')}</Small>
          ) : (
            figures.count(group.expected)
          ),
          <Known key="median" figure={group.median}>
            {(days) => t('survival.days', { days })}
          </Known>,
        ],
      }))}
    />
  );
}
