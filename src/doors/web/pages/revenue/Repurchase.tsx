import { useSeat } from '../../seat.ts';
import { Answered, Definition, Folds, useAnswer, Verdict } from '../../ui/Answered.tsx';
import { CompareLink } from '../../ui/CompareLink.tsx';
import { EventPart } from '../../ui/EventPart.tsx';
import { FiguresTable, Known, Opens, ShareFigure } from '../../ui/Figure.tsx';
import { SecondQuestion } from '../../ui/SecondQuestion.tsx';
import { SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { type BelowProps, repurchaseAsked } from './below.ts';

const spans = [30, 60, 90, 180, 365];

/** How many buyers buy again in time. */
export function Repurchase(props: BelowProps) {
  const { search, saying, catalogue, change, onOpen } = props;
  const { t, rich, said } = saying.words;
  const { countingUnit } = useSeat();
  const asked = repurchaseAsked(props);
  const answer = useAnswer('revenue.repurchase', asked);
  const opened = (which: 'eligible' | 'again' | 'not_again' | 'too_recent') => () =>
    onOpen({ of: 'repurchase', which, holders: search.unit ?? countingUnit });
  return (
    <SecondQuestion
      label={t('revenue.again_title')}
      aside={<CompareLink small operation="revenue.repurchase" asked={asked} />}
      sentence={rich('revenue.again_sentence', {
        bought: (
          <EventPart
            label={t('revenue.part.bought')}
            form="name"
            match={search.bought ?? { event: 'Order Completed' }}
            any={false}
            catalogue={catalogue}
            onChange={(bought) => change({ bought })}
          />
        ),
        within: (
          <SentenceChoice
            label={t('revenue.part.within')}
            value={String(asked.within)}
            choices={[...new Set([...spans, asked.within])]
              .sort((a, b) => a - b)
              .map((days) => ({ value: String(days), reads: t('survival.days', { days }) }))}
            onChoose={(next) => change({ within: Number(next) })}
          />
        ),
      })}
    >
      <Answered answer={answer} height={160}>
        {(found) => (
          <>
            <Verdict>{said(found.verdict)}</Verdict>
            {found.buyers > 0 && (
              <FiguresTable
                caption={t('revenue.again_title')}
                heads={[
                  t('revenue.again_title'),
                  t('revenue.again.eligible'),
                  t('revenue.again.again'),
                  t('revenue.again.not_again'),
                  t('revenue.again.too_recent'),
                  t('revenue.again.median'),
                ]}
                rows={[
                  {
                    id: 'rate',
                    label: <ShareFigure share={found.rate} low={found.low} high={found.high} />,
                    cells: [
                      <Opens
                        key="eligible"
                        count={found.eligible}
                        label={t('revenue.again.eligible')}
                        onOpen={opened('eligible')}
                      />,
                      <Opens
                        key="again"
                        count={found.again}
                        label={t('revenue.again.again')}
                        onOpen={opened('again')}
                      />,
                      <Opens
                        key="not_again"
                        count={found.eligible - found.again}
                        label={t('revenue.again.not_again')}
                        onOpen={opened('not_again')}
                      />,
                      <Opens
                        key="too_recent"
                        count={found.tooRecent}
                        label={t('revenue.again.too_recent')}
                        onOpen={opened('too_recent')}
                      />,
                      <Known key="median" figure={found.medianDays}>
                        {(days) => t('survival.days', { days: Math.round(days) })}
                      </Known>,
                    ],
                  },
                ]}
              />
            )}
            <Folds>
              <Definition of={found} />
            </Folds>
          </>
        )}
      </Answered>
    </SecondQuestion>
  );
}
