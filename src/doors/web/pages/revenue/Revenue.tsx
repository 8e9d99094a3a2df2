import { Select, Stack, Switch, Tabs } from '@mantine/core';
import { IconCoins } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { Movements, MovementsAskInput } from '#src/insights/revenue/index.ts';
import { useSeat } from '../../seat.ts';
import { useAnswer } from '../../ui/Answered.tsx';
import { AskedPage } from '../../ui/AskedPage.tsx';
import type { Part } from '../../ui/address.ts';
import { byKept } from '../../ui/by-choices.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { FrameRefine } from '../../ui/FrameRefine.tsx';
import { type AnswerProps, Insight } from '../../ui/Insight.tsx';
import { PeriodPart } from '../../ui/PeriodPart.tsx';
import { RangePart } from '../../ui/RangePart.tsx';
import { SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { WhoPart } from '../../ui/WhoPart.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import type { BelowProps } from './below.ts';
import { Churn } from './Churn.tsx';
import { Cohorts } from './Cohorts.tsx';
import { Result } from './Movements.tsx';
import { OpenPeople } from './OpenPeople.tsx';
import { RatesHint } from './RatesHint.tsx';
import { Repurchase } from './Repurchase.tsx';
import { Retention } from './Retention.tsx';
import { askOf, ends, firstRevenue, type RevenueSearch, revenueLink, tabs } from './search.ts';
import { movementsCsv, type Saying } from './shape.ts';
import { Upsell } from './Upsell.tsx';

/** How recurring revenue moves, stays and leaves. */
export function Revenue() {
  const search = useSearch({ from: '/w/$slug/revenue' });
  const navigate = useNavigate({ from: '/w/$slug/revenue' });
  return (
    <Insight
      told="revenue"
      icon={<IconCoins />}
      search={search}
      onSearch={(next, replace) => void navigate({ search: next, replace })}
      askOf={askOf}
      first={firstRevenue}
      answer={Answer}
    />
  );
}

function Answer(props: AnswerProps<RevenueSearch, MovementsAskInput>) {
  const { asked, search, catalogue, change, look } = props;
  const words = useWords();
  const figures = useFigures();
  const answer = useAnswer('revenue.movements', asked);
  const period = asked.period ?? 'month';
  const saying = useMemo((): Saying => ({ words, figures, period }), [words, figures, period]);
  const below = {
    asked,
    search,
    saying,
    catalogue,
    change,
    onOpen: (open: RevenueSearch['open']) => look({ open }),
  };
  return (
    <AskedPage
      told="revenue"
      answer={answer}
      opens={revenueLink}
      verdict={({ verdict }) => words.said(verdict)}
      csv={(found) => movementsCsv(found, saying)}
      legend={words.t('lifecycle.legend')}
      height={520}
      sentence={words.rich('revenue.sentence', {
        who: <WhoPart search={search} catalogue={catalogue} onChange={change} />,
        period: <PeriodPart form="after" period={period} onChange={(next) => change({ period: next })} />,
        range: <RangePart from={asked.from} to={asked.to} span={catalogue.span} onChange={change} />,
        by: <ByPart search={search} change={change} catalogue={catalogue} />,
        currency: <CurrencyPart search={search} change={change} />,
      })}
      tools={<Refined search={search} change={change} />}
    >
      {(found) => (
        <>
          {asked.currency !== undefined && <RatesHint currency={asked.currency} lacks={lacksRates(found)} />}
          <Ideas {...below} found={found} onTab={(tab) => look({ tab })} />
          {search.open && (
            <OpenPeople {...below} open={search.open} onClose={() => look({ open: undefined })} />
          )}
        </>
      )}
    </AskedPage>
  );
}

/** Whether an amount is unknown as a rate is missing. */
const lacksRates = ({ books }: Movements): boolean =>
  books.some(({ rows }) =>
    rows.some(({ start, end, rates }) => [start, end, rates].some(({ known }) => !known)),
  );

type IdeasProps = BelowProps & {
  readonly found: Movements;
  readonly onTab: (tab: RevenueSearch['tab']) => void;
};

/** One idea a screen: how money moves, who leaves, what stays, by cohort, what was sold besides, who buys again. */
function Ideas({ found, onTab, ...below }: IdeasProps) {
  const { search, saying, catalogue, onOpen } = below;
  const { t } = saying.words;
  const buys = search.bought !== undefined || catalogue.events.some(({ event }) => event === order);
  const shown = tabs.filter((tab) => {
    if (tab === 'movements') return true;
    return tab === 'repurchase' ? buys : found.books.length > 0;
  });
  const tab = shown.find((one) => one === search.tab) ?? 'movements';
  const movements = <Result found={found} saying={saying} onOpen={onOpen} />;
  if (shown.length === 1) return movements;
  return (
    <Tabs
      value={tab}
      keepMounted={false}
      onChange={(next) => {
        const told = tabs.find((one) => one === next);
        onTab(told === 'movements' ? undefined : told);
      }}
    >
      <Tabs.List mb="lg" aria-label={t('revenue.tabs')}>
        {shown.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {t(`revenue.tab.${one}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {shown.map((one) => (
        <Tabs.Panel key={one} value={one}>
          <Stack gap="var(--gap-6)">{one === 'movements' ? movements : asked[one](below)}</Stack>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

const asked = {
  churn: (props: BelowProps) => <Churn {...props} />,
  retention: (props: BelowProps) => <Retention {...props} />,
  cohorts: (props: BelowProps) => <Cohorts {...props} />,
  upsell: (props: BelowProps) => <Upsell {...props} />,
  repurchase: (props: BelowProps) => <Repurchase {...props} />,
} as const;

/** What orders are called unless told: without any, there is nothing to buy again. */
const order = 'Order Completed';

interface PartProps {
  readonly search: RevenueSearch;
  readonly change: (part: Part<RevenueSearch>) => void;
}

/** Together, or told apart: by offer, or by a trait, a segment, a phase that each holder has one of. */
function ByPart({ search, change, catalogue }: PartProps & { catalogue: Catalogue }) {
  const words = useWords();
  const { t } = words;
  const { by = 'nothing' } = search;
  const units = search.unit === undefined ? (['customer', 'account'] as const) : [search.unit];
  const phase = {
    value: `trait:${phaseOfLife}`,
    reads: t('revenue.by.phase'),
    name: t('revenue.by.phase_name'),
  };
  const choices = [
    ...(['nothing', 'offer'] as const).map((one) => ({ value: one, reads: t(`revenue.by.${one}`) })),
    phase,
    ...catalogue.traits.map((name) => ({
      value: `trait:${name}`,
      reads: t('revenue.by.trait', { name }),
      name,
      hint: t('revenue.by.trait_hint'),
    })),
    ...keptOf(units, words, catalogue),
  ];
  return (
    <SentenceChoice
      label={t('revenue.part.by')}
      value={typeof by === 'string' ? by : `trait:${by.trait}`}
      choices={choices}
      onChoose={(next) => change({ by: byChosen(next) })}
    />
  );
}

/** What is kept of customers and of accounts; a score of both is one choice. */
const keptOf = (
  units: readonly ('customer' | 'account')[],
  words: ReturnType<typeof useWords>,
  catalogue: Catalogue,
) => [
  ...new Map(
    units.flatMap((unit) => byKept(words, catalogue, unit)).map((choice) => [choice.value, choice]),
  ).values(),
];

/** The phase of life reads like a trait. */
const phaseOfLife = 'perdure.phase';

const byChosen = (next: string): RevenueSearch['by'] => {
  if (next === 'nothing') return undefined;
  return next === 'offer' ? 'offer' : { trait: next.slice('trait:'.length) };
};

/** Each currency by itself, or all in the workspace's own. */
function CurrencyPart({ search, change }: PartProps) {
  const { t } = useWords();
  const { currency } = useSeat();
  const one = search.currency ?? currency;
  return (
    <SentenceChoice
      label={t('revenue.part.currency')}
      value={search.currency ?? ''}
      choices={[
        { value: '', reads: t('revenue.each_currency') },
        { value: one, reads: t('revenue.in_currency', { currency: one }) },
      ]}
      onChoose={(next) => change({ currency: next === '' ? undefined : next })}
    />
  );
}

const switches = ['trials', 'free', 'paused'] as const;

/** What counts as recurring revenue. */
function Refined({ search, change }: PartProps) {
  const { t } = useWords();
  const { counting = {} } = search;
  const put = (part: NonNullable<RevenueSearch['counting']>) => {
    const next = { ...counting, ...part };
    const isSaid = Object.values(next).some((value) => value !== undefined);
    change({ counting: isSaid ? next : undefined });
  };
  return (
    <FrameRefine search={search} onChange={change} more={Object.keys(counting).length}>
      <Select
        label={t('revenue.part.ends')}
        value={counting.ends ?? ''}
        allowDeselect={false}
        comboboxProps={{ withinPortal: false }}
        data={[
          { value: '', label: t('revenue.ends.preset') },
          ...ends.map((one) => ({ value: one, label: t(`revenue.ends.${one}`) })),
        ]}
        onChange={(next) => {
          const { ends: _before, ...others } = counting;
          const told = ends.find((one) => one === next);
          change({
            counting:
              told === undefined
                ? Object.keys(others).length > 0
                  ? others
                  : undefined
                : { ...others, ends: told },
          });
        }}
      />
      {switches.map((one) => (
        <Switch
          key={one}
          label={t(`revenue.counts.${one}`)}
          checked={counting[one] ?? false}
          onChange={(event) => put({ [one]: event.currentTarget.checked })}
        />
      ))}
    </FrameRefine>
  );
}
