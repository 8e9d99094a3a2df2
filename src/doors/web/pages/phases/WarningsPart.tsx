import type { PhasesAskInput, Warnings } from '#src/insights/phase-board/index.ts';
import { Answered, Fold, Folds, useAnswer, Verdict } from '../../ui/Answered.tsx';
import { FiguresTable, Known, Opens, ShareFigure, Small } from '../../ui/Figure.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { warningCounts } from './search.ts';

interface WarningsPartProps {
  readonly asked: PhasesAskInput;
  /** Opens the people behind a number, as the address writes it. */
  readonly onOpen: (open: string) => void;
}

/** Early warnings of the same days, what became of them, and how often they were wrong. */
export function WarningsPart({ asked, onOpen }: WarningsPartProps) {
  const { t, said } = useWords();
  const answer = useAnswer('phases.warnings', asked);
  return (
    <Panel title={t('phases.warnings')}>
      <Answered answer={answer} height={160}>
        {(found) => (
          <>
            <Verdict>{said(found.verdict)}</Verdict>
            {found.raised + found.now > 0 && <Numbers found={found} onOpen={onOpen} />}
            <Folds>
              <Fold title={t('ask.definition')}>
                <p>{said(found.definition)}</p>
              </Fold>
            </Folds>
          </>
        )}
      </Answered>
    </Panel>
  );
}

function Numbers({ found, onOpen }: { found: Warnings; onOpen: WarningsPartProps['onOpen'] }) {
  const { t } = useWords();
  const figures = useFigures();
  return (
    <FiguresTable
      caption={t('phases.warnings')}
      heads={[t('phases.figure'), t('phases.value')]}
      rows={[
        {
          id: 'now',
          label: t('phases.warned.now'),
          strong: true,
          cells: [
            <Opens
              key="now"
              count={found.now}
              label={t('phases.warned.now')}
              onOpen={() => onOpen('status/warning')}
            />,
          ],
        },
        ...warningCounts.map((count) => ({
          id: count,
          label: t(`phases.warned.${count}`),
          cells: [
            <Opens
              key={count}
              count={found[count]}
              label={t(`phases.warned.${count}`)}
              onOpen={() => onOpen(`warned/${count}`)}
            >
              {figures.count(found[count])}
              {found.people[count] !== found[count] && (
                <Small>{t('phases.warned.people', { people: found.people[count] })}</Small>
              )}
            </Opens>,
          ],
        })),
        {
          id: 'share',
          label: t('phases.warned.share'),
          cells: [<ShareFigure key="share" share={found.wrongShare} low={found.low} high={found.high} />],
        },
        {
          id: 'rate',
          label: t('phases.warned.rate'),
          aside: t('phases.warned.weeks', { weeks: Math.round(found.memberWeeks) }),
          cells: [
            <Known key="rate" figure={found.perThousandWeeks}>
              {(rate) => figures.decimal(rate, 1)}
            </Known>,
          ],
        },
      ]}
    />
  );
}
