import { Button, Group, Stack, TextInput } from '@mantine/core';
import { IconChartLine } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import type { SurvivalCurve } from '../../shapes.ts';
import { Actions } from '../../ui/Actions.tsx';
import { type Part, without } from '../../ui/address.ts';
import { CompareLink } from '../../ui/CompareLink.tsx';
import { FiguresTable, Known, Small } from '../../ui/Figure.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { QuestionHead } from '../../ui/QuestionHead.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { SentencePanel } from '../../ui/SentencePanel.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { Apart } from './Apart.tsx';
import { Chart } from './Chart.tsx';
import { Churn } from './Churn.tsx';
import { curvesCsv, curveVerdict } from './curves.ts';
import { begunSaid, narrowedSaid } from './narrowed.ts';
import styles from './Survival.module.css';
import { type SurvivalSearch, survivalLink } from './search.ts';

/** How long contracts last, offer by offer; the address holds the dates. */
export function Survival() {
  const words = useWords();
  const { t, rich, said } = words;
  const figures = useFigures();
  const { slug } = useSeat();
  const { saved: _, ...asked } = useSearch({ from: '/w/$slug/survival' });
  const narrowed = useNarrowed(asked);
  const found = useQuery(question(slug, 'survival.contracts', asked));
  const [read, setRead] = useState('');
  const curves = found.data?.curves ?? [];
  const all = curves[0];
  if (found.isSuccess && (all?.contracts ?? 0) === 0 && Object.keys(asked).length === 0)
    return <NothingYet />;
  return (
    <Page
      title={t('survival.title')}
      actions={
        <>
          <CompareLink operation="survival.contracts" asked={asked} />
          <Actions
            kept={{
              operation: 'survival.contracts',
              ask: asked,
              opens: (ask, id) => survivalLink(slug, ask, id),
            }}
            sentence={read}
            verdict={all && curveVerdict(all, words, figures)}
            file="perdure-survival"
            csv={found.data && (() => curvesCsv(curves, words))}
          />
        </>
      }
    >
      <QuestionHead
        written={JSON.stringify(asked)}
        onRead={setRead}
        tools={narrowed && <AllContracts {...asked} />}
      >
        {rich('survival.sentence', { range: <RangePart /> })}
        {narrowed && ` ${narrowed}`}
      </QuestionHead>
      {found.isPending && <Waiting height={420} />}
      {found.isError && <Refused error={found.error} again={() => found.refetch()} />}
      {all && (
        <>
          <p className={styles.verdict} role="status">
            {curveVerdict(all, words, figures)}
          </p>
          <Chart curves={curves} height={360} />
          <Readings curves={curves} />
          <Apart asked={asked} />
          <Churn asked={asked} />
          <details className={styles.fold}>
            <summary>{t('ask.definition')}</summary>
            <p>{found.data && said(found.data.definition)}</p>
            <p>{t('survival.method')}</p>
          </details>
        </>
      )}
    </Page>
  );
}

/** What else the question says, which the page has no menus for; '' where it says nothing else. */
function useNarrowed(asked: SurvivalSearch): string {
  const words = useWords();
  const figures = useFigures();
  const { slug, timezone, countingUnit } = useSeat();
  const lists = useQuery(question(slug, 'lists.list', {})).data?.lists;
  const segments = useQuery(question(slug, 'segments.list', {})).data?.segments;
  const named = { lists: lists ?? [], segments: segments ?? [] };
  return narrowedSaid(asked, { words, figures, timezone, named, countingUnit });
}

/** The way from there to all contracts of the same dates. */
function AllContracts({ from, to }: SurvivalSearch) {
  const { t } = useWords();
  const { slug } = useSeat();
  const search = without<SurvivalSearch>({ from, to });
  return (
    <ButtonLink to="/w/$slug/survival" params={{ slug }} search={search} variant="default" size="sm">
      {t('survival.all_contracts')}
    </ButtonLink>
  );
}

function RangePart() {
  const words = useWords();
  const figures = useFigures();
  const begun = useSearch({ from: '/w/$slug/survival' });
  return (
    <SentencePanel label={words.t('survival.range')} reads={begunSaid(begun, words, figures)}>
      {(close) => <RangeForm onDone={close} />}
    </SentencePanel>
  );
}

function RangeForm({ onDone }: { onDone: () => void }) {
  const { t } = useWords();
  const { saved: _, from: begins, to: ends, ...others } = useSearch({ from: '/w/$slug/survival' });
  const navigate = useNavigate({ from: '/w/$slug/survival' });
  const [from, setFrom] = useState(begins ?? '');
  const [to, setTo] = useState(ends ?? '');
  const go = (range: Part<Pick<SurvivalSearch, 'from' | 'to'>>) => {
    void navigate({ search: without<SurvivalSearch>({ ...others, ...range }) });
    onDone();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        go({ from: from || undefined, to: to || undefined });
      }}
    >
      <Stack gap="sm">
        <Group grow>
          <TextInput
            type="date"
            label={t('ask.range.from')}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextInput
            type="date"
            label={t('ask.range.to')}
            value={to}
            min={from}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
        </Group>
        <Button type="submit">{t('ask.range.apply')}</Button>
        <Button variant="default" onClick={() => go({})}>
          {t('ask.range.all')}
        </Button>
      </Stack>
    </form>
  );
}

function Readings({ curves }: { curves: readonly SurvivalCurve[] }) {
  const { t } = useWords();
  const figures = useFigures();
  const days = curves[0]?.at.map((reading) => reading.days) ?? [];
  return (
    <FiguresTable
      caption={t('shell.table')}
      heads={[
        t('survival.offer'),
        t('survival.contracts'),
        t('survival.ended'),
        t('survival.median_head'),
        ...days.map((day) => t('survival.after', { days: day })),
      ]}
      rows={curves.map(({ offer, contracts, ended, median, at }) => ({
        id: offer ?? '',
        label: offer ?? t('survival.all'),
        cells: [
          figures.count(contracts),
          figures.count(ended),
          <Known key="median" figure={median}>
            {(value) => t('survival.days', { days: value })}
          </Known>,
          ...at.map((reading) => <Reading key={reading.days} reading={reading} />),
        ],
      }))}
    />
  );
}

function Reading({ reading: { share, low, high, atRisk } }: { reading: SurvivalCurve['at'][number] }) {
  const { t } = useWords();
  const figures = useFigures();
  return (
    <Known figure={share}>
      {(value) => (
        <>
          {figures.share(value)}
          {low !== null && high !== null && <Small>{figures.shareRange(low, high, 0)}</Small>}
          <Small>{t('survival.at_risk', { count: figures.count(atRisk) })}</Small>
        </>
      )}
    </Known>
  );
}

function NothingYet() {
  const { t } = useWords();
  const { slug } = useSeat();
  return (
    <Page title={t('survival.title')}>
      <Teach
        icon={<IconChartLine />}
        title={t('survival.nothing_title')}
        action={
          <ButtonLink to="/w/$slug/imports" params={{ slug }}>
            {t('ask.nothing_import')}
          </ButtonLink>
        }
      >
        {t('survival.nothing')}
      </Teach>
    </Page>
  );
}
