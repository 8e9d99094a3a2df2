import { IconContract } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ContractsAnswer, ContractsAskInput } from '#src/insights/contract-retention/index.ts';
import { ask } from '../../ask.ts';
import type { CsvCell } from '../../charts/csv.ts';
import { useSeat } from '../../seat.ts';
import { Definition, Folds, useAnswer, Verdict } from '../../ui/Answered.tsx';
import { AskedPage } from '../../ui/AskedPage.tsx';
import { periodLabel } from '../../ui/dates.ts';
import { FrameRefine } from '../../ui/FrameRefine.tsx';
import { type AnswerProps, Insight } from '../../ui/Insight.tsx';
import { PeopleDrawer } from '../../ui/PeopleDrawer.tsx';
import { RangePart } from '../../ui/RangePart.tsx';
import { SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { WhoPart } from '../../ui/WhoPart.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { Chart } from './Chart.tsx';
import { NoContracts } from './NoContracts.tsx';
import { Numbers } from './Numbers.tsx';
import {
  askContracts,
  type ContractsSearch,
  contractsLink,
  firstContracts,
  leavings,
  type OpenedContracts,
  shownWhiches,
  termWhiches,
} from './search.ts';

/** Who stays under contract. */
export function ContractRetention() {
  const search = useSearch({ from: '/w/$slug/contract-retention' });
  const navigate = useNavigate({ from: '/w/$slug/contract-retention' });
  return (
    <Insight
      told="contract-retention"
      icon={<IconContract />}
      search={search}
      onSearch={(next, replace) => void navigate({ search: next, replace })}
      askOf={askContracts}
      first={firstContracts}
      answer={Answer}
    />
  );
}

function Answer(props: AnswerProps<ContractsSearch, ContractsAskInput>) {
  const { asked, search, catalogue, change, look } = props;
  const words = useWords();
  const { t } = words;
  const answer = useAnswer('contract-retention.periods', asked);
  return (
    <AskedPage
      told="contract-retention"
      answer={answer}
      opens={contractsLink}
      verdict={({ verdict }) => words.said(verdict)}
      csv={(found) => contractsCsv(found, (key) => t(`contract-retention.which.${key}`))}
      legend={t('lifecycle.legend')}
      height={460}
      sentence={words.rich('contract-retention.sentence', {
        who: <WhoPart search={search} catalogue={catalogue} onChange={change} />,
        period: (
          <SentenceChoice
            label={t('lifecycle.period')}
            value={asked.period ?? 'month'}
            choices={(['month', 'week'] as const).map((one) => ({
              value: one,
              reads: t(`contract-retention.period.${one}`),
            }))}
            onChoose={(next) => change({ period: next === 'week' ? 'week' : undefined })}
          />
        ),
        range: <RangePart from={asked.from} to={asked.to} span={catalogue.span} onChange={change} />,
        leaving: (
          <SentenceChoice
            label={t('contract-retention.leaving')}
            value={asked.leaving ?? 'ended'}
            choices={leavings.map((one) => ({ value: one, reads: t(`contract-retention.leaving.${one}`) }))}
            onChoose={(next) => change({ leaving: leavings.find((one) => one === next && one !== 'ended') })}
          />
        ),
      })}
      tools={<FrameRefine search={search} onChange={change} />}
    >
      {(found) => (
        <>
          <Result found={found} period={asked.period ?? 'month'} onOpen={(open) => look({ open })} />
          {search.open && (
            <OpenPeople
              asked={asked}
              open={search.open}
              unit={found.unit}
              onClose={() => look({ open: undefined })}
            />
          )}
        </>
      )}
    </AskedPage>
  );
}

interface ResultProps {
  readonly found: ContractsAnswer;
  readonly period: 'week' | 'month';
  readonly onOpen: (open: OpenedContracts) => void;
}

function Result({ found, period, onOpen }: ResultProps) {
  const { t, said } = useWords();
  const held = found.periods.some(({ counts }) => counts.at_start + counts.at_end + counts.new > 0);
  if (!held) return <NoContracts otherKinds={found.otherKinds} otherHolders={found.otherHolders} />;
  return (
    <>
      <Verdict>{said(found.verdict)}</Verdict>
      <Chart found={found} period={period} onOpen={onOpen} />
      <Numbers found={found} period={period} onOpen={onOpen} />
      <Folds>
        <Definition of={found}>
          {found.withoutEvents > 0 && (
            <p>{t('contract-retention.without_events', { count: found.withoutEvents })}</p>
          )}
          {found.otherHolders > 0 && (
            <p>{t('contract-retention.other_holders', { count: found.otherHolders })}</p>
          )}
          {found.otherKinds > 0 && <p>{t('contract-retention.other_kinds', { count: found.otherKinds })}</p>}
        </Definition>
      </Folds>
    </>
  );
}

interface OpenProps {
  readonly asked: ContractsAskInput;
  readonly open: OpenedContracts;
  readonly unit: 'customer' | 'account';
  readonly onClose: () => void;
}

function OpenPeople({ asked, open, unit, onClose }: OpenProps) {
  const words = useWords();
  const figures = useFigures();
  const { slug } = useSeat();
  const { t } = words;
  const input = { ask: asked, ...open };
  const which = t(`contract-retention.which.${open.which}`);
  const when =
    open.period === null ? '' : `, ${periodLabel(open.period, asked.period ?? 'month', words, figures)}`;
  return (
    <PeopleDrawer
      title={`${which}${when}`}
      of={['contract-retention.people', input]}
      load={(page, signal) => ask(slug, 'contract-retention.people', { ...input, ...page }, signal)}
      from={{ of: 'contract-retention.people', ask: input }}
      unit={unit}
      onClose={onClose}
    />
  );
}

const csvWhiches = [...shownWhiches, ...termWhiches] as const;

/** Every period with its counts and shares, one row each. */
function contractsCsv(
  { periods }: ContractsAnswer,
  name: (which: (typeof csvWhiches)[number] | 'gross' | 'net' | 'renewal' | 'period') => string,
): CsvCell[][] {
  const share = (figure: ContractsAnswer['periods'][number]['net']) => (figure.known ? figure.value : null);
  return [
    [name('period'), ...csvWhiches.map(name), name('gross'), name('net'), name('renewal')],
    ...periods.map(({ period, counts, gross, net, renewal }): CsvCell[] => [
      period,
      ...csvWhiches.map((which) => counts[which]),
      share(gross),
      share(net),
      share(renewal),
    ]),
  ];
}
