import { Button, Stack } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Campaigns } from '#src/insights/acquisition/index.ts';
import { question, useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { Fold } from '../../ui/Answered.tsx';
import { FiguresTable } from '../../ui/Figure.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Sure } from '../../ui/Sure.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { FromFile } from './FromFile.tsx';

/** The figures of campaigns: a file of them is read here, and what came of it is said row by row. */
export function Imported() {
  const { t } = useWords();
  const { slug } = useSeat();
  const may = useMay('data:write');
  const kept = useQuery(question(slug, 'acquisition.campaigns', {}));
  return (
    <Panel title={t('acquisition.import_title')}>
      <Stack gap="sm">
        <p>{t('acquisition.import_help')}</p>
        {may && <FromFile />}
        {kept.isError && <Refused error={kept.error} />}
        {kept.data && kept.data.campaigns.length === 0 && <p>{t('acquisition.import_none')}</p>}
        {kept.data && kept.data.campaigns.length > 0 && (
          <Fold title={t('acquisition.imported', { count: kept.data.campaigns.length })}>
            <KeptCampaigns campaigns={kept.data.campaigns} may={may} />
          </Fold>
        )}
      </Stack>
    </Panel>
  );
}

function KeptCampaigns({ campaigns, may }: { campaigns: Campaigns['campaigns']; may: boolean }) {
  const { t } = useWords();
  const figures = useFigures();
  const remove = useChange('acquisition.remove', ['acquisition.table', 'acquisition.campaigns']);
  const [leaving, setLeaving] = useState<{ campaign: string; channel: string }>();
  return (
    <>
      {leaving && (
        <Sure
          question={t('acquisition.remove_sure', { name: leaving.campaign })}
          button={t('acquisition.remove')}
          busy={remove.isPending}
          onYes={() => remove.mutate(leaving, { onSettled: () => setLeaving(undefined) })}
          onNo={() => setLeaving(undefined)}
        />
      )}
      {remove.isError && <Refused error={remove.error} />}
      <FiguresTable
        caption={t('acquisition.import_title')}
        heads={[
          t('acquisition.part.campaign'),
          t('acquisition.part.channel'),
          t('acquisition.days_count'),
          t('acquisition.first_day'),
          t('acquisition.last_day'),
          ...(may ? [t('acquisition.remove')] : []),
        ]}
        rows={campaigns.map(({ campaign, channel, days, first, last }) => ({
          id: `${campaign}/${channel ?? ''}`,
          label: campaign,
          cells: [
            channel ?? '–',
            figures.count(days),
            figures.day(first, 'short'),
            figures.day(last, 'short'),
            ...(may
              ? [
                  <Button
                    key="remove"
                    size="compact-xs"
                    variant="subtle"
                    aria-label={t('acquisition.remove_one', { name: campaign })}
                    onClick={() => setLeaving({ campaign, channel: channel ?? '' })}
                  >
                    <IconTrash size={14} aria-hidden />
                  </Button>,
                ]
              : []),
          ],
        }))}
      />
    </>
  );
}
