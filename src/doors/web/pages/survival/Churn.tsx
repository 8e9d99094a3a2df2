import { useQuery } from '@tanstack/react-query';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import type { ChurnMonth } from '../../shapes.ts';
import { FiguresTable, Known, ShareFigure } from '../../ui/Figure.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { localDay } from '../customers/Timeline.tsx';
import { churnAsked, type SurvivalSearch } from './search.ts';

/** Leavers and returners among those whose contracts are asked about, in the last twelve months known then. */
export function Churn({ asked }: { asked: SurvivalSearch }) {
  const { t } = useWords();
  const { slug, timezone } = useSeat();
  const lastDay = localDay(asked.asOf ?? new Date(Date.now()).toISOString(), timezone);
  const churn = useQuery(question(slug, 'survival.churn', churnAsked(asked, lastDay)));
  return (
    <Panel title={t('survival.churn')}>
      {churn.isError && <Refused error={churn.error} again={() => churn.refetch()} />}
      <ChurnTable months={churn.data?.months ?? []} />
    </Panel>
  );
}

/** Month by month: who was there, came, left and returned. */
export function ChurnTable({ months }: { months: readonly ChurnMonth[] }) {
  const { t } = useWords();
  const figures = useFigures();
  return (
    <FiguresTable
      caption={t('survival.churn')}
      heads={(['month', 'at_start', 'joined', 'left', 'returned', 'gross', 'net'] as const).map((head) =>
        t(`survival.${head}`),
      )}
      rows={months.map(({ month, state, gross, grossLow, grossHigh, ...counts }) => ({
        id: month,
        label: figures.day(month, 'month'),
        aside: state === 'running' ? t('ask.running') : undefined,
        running: state === 'running',
        cells: [
          figures.count(counts.atStart),
          figures.count(counts.joined),
          figures.count(counts.ended),
          figures.count(counts.returned),
          <ShareFigure key="gross" share={gross} low={grossLow} high={grossHigh} />,
          <Known key="net" figure={counts.net}>
            {(share) => figures.share(share, 1)}
          </Known>,
        ],
      }))}
    />
  );
}
