import type { Repurchase as Found } from '#src/insights/repurchase/index.ts';
import { useSeat } from '../../seat.ts';
import { Answered, Definition, Folds, useAnswer, Verdict } from '../../ui/Answered.tsx';
import { CompareLink } from '../../ui/CompareLink.tsx';
import { EventPart } from '../../ui/EventPart.tsx';
import { type FiguresRow, FiguresTable, Known, Opens, ShareFigure } from '../../ui/Figure.tsx';
import { SecondQuestion } from '../../ui/SecondQuestion.tsx';
import { SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { type BelowProps, repurchaseAsked } from './below.ts';
import type { Opened } from './search.ts';
import { partName } from './shape.ts';

const spans = [30, 60, 90, 180, 365];

/** How many buyers buy again in time. */
export function Repurchase(props: BelowProps) {
  const { search, saying, catalogue, change } = props;
  const { t, rich, said } = saying.words;
  const { countingUnit } = useSeat();
  const unit = search.unit ?? countingUnit;
  const asked = repurchaseAsked(props, unit);
  const { by: _, ...alone } = asked;
  const answer = useAnswer('revenue.repurchase', asked);
  return (
    <SecondQuestion
      label={t('revenue.again_title')}
      aside={<CompareLink small operation="revenue.repurchase" asked={alone} />}
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
                rows={[{ ...found, group: null }, ...found.parts].map((part) => rowOf(part, props, unit))}
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

type Part = Omit<Found['parts'][number], 'group'> & {
  readonly group: Found['parts'][number]['group'] | null;
};

/** The figures of all buyers, or of a group of them: its name, its rate, and who is behind each number. */
function rowOf(
  part: Part,
  { saying: { words }, onOpen }: BelowProps,
  holders: Opened['holders'],
): FiguresRow {
  const { t } = words;
  const { group, rate, low, high } = part;
  const opens = (which: 'eligible' | 'again' | 'not_again' | 'too_recent', count: number) => (
    <Opens
      key={which}
      count={count}
      label={t(`revenue.again.${which}`)}
      onOpen={() => onOpen({ of: 'repurchase', which, holders, group })}
    />
  );
  const name = group === null ? undefined : partName({ group }, words);
  return {
    id: JSON.stringify(group),
    label: (
      <>
        {name} <ShareFigure share={rate} low={low} high={high} />
      </>
    ),
    strong: group === null,
    cells: [
      opens('eligible', part.eligible),
      opens('again', part.again),
      opens('not_again', part.eligible - part.again),
      opens('too_recent', part.tooRecent),
      <Known key="median" figure={part.medianDays}>
        {(days) => t('survival.days', { days: Math.round(days) })}
      </Known>,
    ],
  };
}
