import { Button, FileButton, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { question, useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { FiguresTable } from '../../ui/Figure.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { readRates } from './rates.ts';

/** Where links to this part of the page lead. */
export const ratesPlace = 'rates';

/** Exchange rates: those that are known, and a place to paste others. */
export function Rates() {
  const { t } = useWords();
  const { slug } = useSeat();
  const may = useMay('data:write');
  const known = useQuery(question(slug, 'rates.list', { limit: 20 }));
  return (
    <div id={ratesPlace}>
      <Panel title={t('rates.title')}>
        <p>{t('rates.lead')}</p>
        {may && <PasteRates />}
        {known.isPending && <Waiting height={120} />}
        {known.isError && <Refused error={known.error} again={() => known.refetch()} />}
        {known.data?.pairs.length === 0 && <p>{t('rates.none')}</p>}
        {known.data && known.data.pairs.length > 0 && <Known {...known.data} />}
      </Panel>
    </div>
  );
}

interface KnownProps {
  readonly pairs: readonly {
    readonly from: string;
    readonly to: string;
    readonly days: number;
    readonly first: string;
    readonly last: string;
  }[];
  readonly rates: readonly {
    readonly day: string;
    readonly from: string;
    readonly to: string;
    readonly rate: string;
    readonly source: string;
  }[];
}

function Known({ pairs, rates }: KnownProps) {
  const { t } = useWords();
  const figures = useFigures();
  return (
    <>
      <FiguresTable
        caption={t('rates.pairs')}
        heads={[t('rates.pair'), t('rates.days'), t('rates.first'), t('rates.last')]}
        rows={pairs.map(({ from, to, days, first, last }) => ({
          id: `${from}/${to}`,
          label: t('rates.from_to', { from, to }),
          cells: [figures.count(days), figures.day(first, 'short'), figures.day(last, 'short')],
        }))}
      />
      <FiguresTable
        caption={t('rates.latest')}
        heads={[t('rates.day'), t('rates.pair'), t('rates.rate'), t('rates.source')]}
        rows={rates.map(({ day, from, to, rate, source }) => ({
          id: `${day}/${from}/${to}`,
          label: figures.day(day, 'short'),
          cells: [t('rates.from_to', { from, to }), figures.decimal(Number(rate), 12), source],
        }))}
      />
    </>
  );
}

/** So many rates go at once: some fifty years of one pair. */
const most = 20_000;

function PasteRates() {
  const { t } = useWords();
  const figures = useFigures();
  const [text, setText] = useState('');
  const [source, setSource] = useState('');
  const change = useChange('rates.import', ['rates.list', 'audit.list']);
  const { rates, wrong } = readRates(text);
  const error =
    wrong.length > 0
      ? t('rates.wrong', { lines: figures.list(wrong.slice(0, 5).map(String)), count: wrong.length })
      : rates.length > most
        ? t('rates.too_many', { most: figures.count(most) })
        : undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate(
          { rates, source: source.trim() },
          {
            onSuccess: ({ stored }) => {
              notifications.show({ message: t('rates.stored', { count: stored }) });
              setText('');
            },
          },
        );
      }}
    >
      <Stack gap="sm">
        <Textarea
          label={t('rates.paste')}
          description={t('rates.paste_help')}
          placeholder={'2025-03-28;USD;EUR;0,9261'}
          autosize
          minRows={3}
          maxRows={10}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={error}
        />
        <TextInput
          label={t('rates.source')}
          description={t('rates.source_help')}
          value={source}
          maxLength={200}
          onChange={(event) => setSource(event.currentTarget.value)}
        />
        {change.isError && <Refused error={change.error} />}
        <Group gap="sm">
          <Button
            type="submit"
            loading={change.isPending}
            disabled={rates.length === 0 || error !== undefined || source.trim() === ''}
          >
            {t('rates.import', { count: rates.length })}
          </Button>
          <FileButton accept=".csv,.tsv,.txt,text/csv" onChange={(file) => void file?.text().then(setText)}>
            {(props) => (
              <Button variant="default" {...props}>
                {t('rates.file')}
              </Button>
            )}
          </FileButton>
        </Group>
      </Stack>
    </form>
  );
}
