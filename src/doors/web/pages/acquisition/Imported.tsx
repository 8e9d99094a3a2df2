import { Button, FileButton, Group, Select, Stack } from '@mantine/core';
import { IconFileImport, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Campaigns, Imported as ImportedRows } from '#src/insights/acquisition/index.ts';
import { question, useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { Fold } from '../../ui/Answered.tsx';
import { FiguresTable } from '../../ui/Figure.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Sure } from '../../ui/Sure.tsx';
import { useFigures, useWords } from '../../words/index.ts';

const shapes = ['ymd', 'dmy', 'mdy'] as const;
type Shape = (typeof shapes)[number];

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

function FromFile() {
  const { t } = useWords();
  const [dates, setDates] = useState<Shape>('ymd');
  const [unread, setUnread] = useState<unknown>(null);
  const change = useChange('acquisition.import-csv', ['acquisition.table', 'acquisition.campaigns']);
  const read = async (file: File | null) => {
    if (file === null) return;
    setUnread(null);
    try {
      change.mutate({ csv: await file.text(), dates });
    } catch (fault) {
      setUnread(fault);
    }
  };
  return (
    <>
      <Group gap="sm" align="end">
        <Select
          label={t('acquisition.import_dates')}
          allowDeselect={false}
          value={dates}
          data={shapes.map((shape) => ({ value: shape, label: t(`acquisition.dates.${shape}`) }))}
          onChange={(next) => setDates(shapes.find((shape) => shape === next) ?? 'ymd')}
        />
        <FileButton accept=".csv,.txt,text/csv" onChange={(file) => void read(file)}>
          {(props) => (
            <Button
              {...props}
              loading={change.isPending}
              leftSection={<IconFileImport size={16} aria-hidden />}
            >
              {t('acquisition.import')}
            </Button>
          )}
        </FileButton>
      </Group>
      {unread !== null && <Refused error={unread} />}
      {change.isError && <Refused error={change.error} />}
      {change.data && <WhatCame found={change.data} />}
    </>
  );
}

function WhatCame({ found }: { found: ImportedRows }) {
  const { t } = useWords();
  const figures = useFigures();
  const { rows, added, replaced, unchanged, refused, refusals, ignored } = found;
  return (
    <div role="status">
      <p>{t('acquisition.import_done', { rows, added, replaced, unchanged, refused })}</p>
      {ignored.length > 0 && <p>{t('acquisition.import_ignored', { names: figures.list(ignored) })}</p>}
      {refusals.length > 0 && (
        <FiguresTable
          caption={t('acquisition.import_refused')}
          heads={[
            t('acquisition.row'),
            t('acquisition.field'),
            t('acquisition.expected'),
            t('acquisition.got'),
          ]}
          rows={refusals.map(({ row, field, expected, got }) => ({
            id: `${row}/${field}`,
            label: figures.count(row),
            cells: [field, expected, got],
          }))}
        />
      )}
    </div>
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
