import type { ContractsAnswer } from '#src/insights/contract-retention/index.ts';
import { periodLabel } from '../../ui/dates.ts';
import { FiguresTable, Known, Opens, ShareFigure } from '../../ui/Figure.tsx';
import { Part, Parts } from '../../ui/Parts.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { type OpenedContracts, shownWhiches, termWhiches } from './search.ts';

interface NumbersProps {
  readonly found: ContractsAnswer;
  readonly period: 'week' | 'month';
  readonly onOpen: (open: OpenedContracts) => void;
}

/** The same as tables: who was there, came and left; whose term came up; and offer by offer. */
export function Numbers({ found, period, onOpen }: NumbersProps) {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const rows = found.periods.toReversed();
  const opens = (one: ContractsAnswer['periods'][number], which: OpenedContracts['which']) => (
    <Opens
      key={which}
      count={one.counts[which]}
      label={`${t(`contract-retention.which.${which}`)}, ${periodLabel(one.period, period, words, figures)}`}
      onOpen={() => onOpen({ period: one.period, which })}
    />
  );
  const row = (one: ContractsAnswer['periods'][number]) => ({
    id: one.period,
    label: periodLabel(one.period, period, words, figures),
    running: one.state === 'running',
    aside: one.state === 'running' ? t('ask.running') : undefined,
  });
  return (
    <>
      <FiguresTable
        caption={t('contract-retention.table')}
        heads={[
          t('lifecycle.period'),
          ...shownWhiches.map((which) => t(`contract-retention.which.${which}`)),
          t('contract-retention.which.gross'),
          t('contract-retention.which.net'),
        ]}
        rows={rows.map((one) => ({
          ...row(one),
          cells: [
            ...shownWhiches.map((which) => opens(one, which)),
            <ShareFigure key="gross" share={one.gross} low={one.grossLow} high={one.grossHigh} />,
            <Known key="net" figure={one.net}>
              {(share) => figures.share(share, 1)}
            </Known>,
          ],
        }))}
      />
      <Parts>
        <Part title={t('contract-retention.terms')}>
          <FiguresTable
            caption={t('contract-retention.terms')}
            heads={[
              t('lifecycle.period'),
              ...termWhiches.map((which) => t(`contract-retention.which.${which}`)),
              t('contract-retention.which.renewal'),
            ]}
            rows={rows.map((one) => ({
              ...row(one),
              cells: [
                ...termWhiches.map((which) => opens(one, which)),
                <ShareFigure key="renewal" share={one.renewal} low={one.renewalLow} high={one.renewalHigh} />,
              ],
            }))}
          />
        </Part>
        <Part title={t('contract-retention.by_offer')}>
          <FiguresTable
            caption={t('contract-retention.by_offer')}
            heads={[
              t('survival.offer'),
              t('contract-retention.which.at_end'),
              t('contract-retention.which.ended'),
              t('contract-retention.renewed_each'),
            ]}
            rows={found.offers.map((one) => ({
              id: one.offer,
              label: one.offer || t('offers.unnamed'),
              aside: one.declared ? undefined : t('offers.undeclared'),
              cells: [
                figures.count(one.counts.at_end),
                figures.count(one.counts.ended),
                <ShareFigure key="renewal" share={one.renewal} low={one.renewalLow} high={one.renewalHigh} />,
              ],
            }))}
          />
        </Part>
      </Parts>
    </>
  );
}
