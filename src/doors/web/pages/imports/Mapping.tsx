import { Alert, Button, SegmentedControl } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { question, useChange } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords, type Words } from '../../words/index.ts';
import { Columns } from './Columns.tsx';
import { kinds } from './fields.ts';
import type { Settled, Wish } from './inspection.ts';
import styles from './Mapping.module.css';
import { PreviewTable } from './PreviewTable.tsx';

/** What was understood of a file, to be corrected before anything is stored. */
export function Mapping({ upload }: { upload: string }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const navigate = useNavigate();
  const [wish, setWish] = useState<Wish>({});
  const file = useQuery({
    ...question(slug, 'imports.inspect', { upload, ...wish }),
    placeholderData: keepPreviousData,
  });
  const start = useChange('imports.start', ['imports.list']);
  if (file.isPending) {
    return (
      <Page title={t('mapping.title')}>
        <Waiting height={420} />
      </Page>
    );
  }
  if (file.isError) {
    return (
      <Page title={t('mapping.title')}>
        <Refused error={file.error} again={() => file.refetch()} />
        <Back />
      </Page>
    );
  }
  const { settled, preview, name } = file.data;
  const ready = settled.missing.length === 0 && preview.good > 0;
  const begin = () =>
    start.mutate(
      { upload, ...wish },
      {
        onSuccess: ({ import: made }) =>
          void navigate({ to: '/w/$slug/imports/$id', params: { slug, id: made.id } }),
      },
    );
  return (
    <Page
      title={t('mapping.title')}
      lead={t('mapping.lead', { name })}
      actions={
        <>
          <Back />
          <Button disabled={!ready} loading={start.isPending} onClick={begin}>
            {preview.rowsAbout === null
              ? t('mapping.start')
              : t('mapping.start_rows', {
                  count: preview.rowsAbout,
                  all: String(preview.rowsAbout === preview.sampled),
                })}
          </Button>
        </>
      }
    >
      {start.isError && <Refused error={start.error} />}
      {settled.missing.length > 0 && (
        <Alert color="signal" variant="light" role="status">
          <MissingSaid missing={settled.missing} />
        </Alert>
      )}
      <div className={styles.parts}>
        <Panel title={t('mapping.columns')}>
          <p className={styles.read}>{readAs(settled, t)}</p>
          <PresetSaid settled={settled} wish={wish} onWish={setWish} />
          <SegmentedControl
            aria-label={t('mapping.as')}
            value={settled.kind}
            data={kinds.map((kind) => ({ value: kind, label: t(`mapping.as.${kind}`) }))}
            onChange={(next) => setWish({ ...wish, as: kinds.find((kind) => kind === next), map: {} })}
          />
          {settled.way === 'lines' ? (
            <p>{t('mapping.lines')}</p>
          ) : (
            <Columns settled={settled} wish={wish} onWish={setWish} />
          )}
        </Panel>
        <PreviewTable inspection={file.data} />
      </div>
    </Page>
  );
}

const presetTitles = { stripe: 'Stripe', chargebee: 'Chargebee' } as const;

/** That a file is read as a billing system's export, which one may decline. */
function PresetSaid({
  settled,
  wish,
  onWish,
}: {
  settled: Settled;
  wish: Wish;
  onWish: (wish: Wish) => void;
}) {
  const { t } = useWords();
  const { preset } = settled;
  if (preset === null) return null;
  return (
    <Alert color="gray" variant="light" role="status">
      <p>{t('mapping.preset', { name: presetTitles[preset] })}</p>
      {settled.mapping.amountPer !== undefined && <p>{t('mapping.preset_seats')}</p>}
      <Button size="compact-xs" variant="subtle" onClick={() => onWish({ ...wish, preset: 'none', map: {} })}>
        {t('mapping.preset_off')}
      </Button>
    </Alert>
  );
}

function Back() {
  const { t } = useWords();
  const { slug } = useSeat();
  return (
    <ButtonLink variant="default" to="/w/$slug/imports" params={{ slug }}>
      {t('mapping.back')}
    </ButtonLink>
  );
}

function MissingSaid({ missing }: { missing: readonly (readonly string[])[] }) {
  const { t, knows } = useWords();
  const figures = useFigures();
  const fieldName = (field: string) => {
    const word = `field.${field}`;
    return knows(word) ? t(word) : field;
  };
  const said = missing.map((fields) =>
    fields.map(fieldName).reduce((one, other) => t('mapping.or', { one, other })),
  );
  return t('mapping.missing', { fields: figures.list(said) });
}

/** How the file is written, in words. */
export function readAs({ format, encoding, gzip, delimiter }: Settled, t: Words['t']): string {
  const named: Record<string, string> = {
    blanks: t('mapping.delimiter.blanks'),
    '\t': t('mapping.delimiter.tab'),
  };
  return t('mapping.read_as', {
    format: format.toUpperCase(),
    encoding: encoding.toUpperCase(),
    gzip: String(gzip),
    delimiter: delimiter === null ? 'none' : (named[delimiter] ?? delimiter),
  });
}
