import type { CurveAnswer, Waits } from '#src/insights/time-to-value/index.ts';
import type { CsvCell } from '../../charts/csv.ts';
import { FiguresTable, Known, Opens, ShareFigure, Small } from '../../ui/Figure.tsx';
import { daysOf, groupKey, groupName, lengthRange, lengthSaid, type Saying } from './saying.ts';
import type { CurveAsked, Opened } from './search.ts';

interface NumbersProps {
  readonly answer: CurveAnswer;
  readonly asked: CurveAsked;
  readonly saying: Saying;
  readonly onOpen: (open: Opened) => void;
}

/** Everyone first, then each group: how many, by when half of them, how many within so many days. */
const rowsOf = ({ everyone, groups }: CurveAnswer): Waits[] => [everyone, ...groups];

/** Below so many people a figure is told with care. */
const few = 30;

/** The curves as numbers, and the people behind each: a row for each group, or the figures of everyone in a column. */
export const Numbers = (props: NumbersProps) =>
  props.answer.groups.length === 0 ? <OfEveryone {...props} /> : <OfGroups {...props} />;

function OfEveryone(props: NumbersProps) {
  const { saying, answer } = props;
  const { t } = saying.words;
  const { everyone } = answer;
  const counts = [
    ['all', everyone.customers],
    ['reached', everyone.reached],
    ['waiting', everyone.waiting],
  ] as const;
  return (
    <FiguresTable
      caption={t('ask.table')}
      heads={[t('ttv.figure'), t('ttv.newcomers'), t('csv.part')]}
      rows={[
        ...counts.map(([which, count]) => ({
          id: which,
          label: t(`ttv.which.${which}`),
          strong: which === 'all',
          cells: [
            <CountFigure key="count" {...props} waits={everyone} which={which} count={count} />,
            which === 'reached' && everyone.ever.known ? (
              <ShareFigure
                key="share"
                share={{ known: true, value: everyone.ever.value.share }}
                low={everyone.ever.value.low}
                high={everyone.ever.value.high}
              />
            ) : (
              ''
            ),
          ],
        })),
        ...everyone.within.map((read) => ({
          id: String(read.days),
          label: t('ttv.within', { days: read.days }),
          cells: [
            <WithinFigure key="count" {...props} waits={everyone} read={read} />,
            <ShareFigure key="share" share={read.share} low={read.low} high={read.high} />,
          ],
        })),
        {
          id: 'median',
          label: t('ttv.median'),
          cells: ['', <MedianFigure key="median" waits={everyone} saying={saying} />],
        },
      ]}
    />
  );
}

function OfGroups(props: NumbersProps) {
  const { answer, asked, saying } = props;
  const { t } = saying.words;
  const days = answer.everyone.within.map((one) => one.days);
  return (
    <FiguresTable
      caption={t('ask.table')}
      heads={[
        t('ttv.group'),
        t('ttv.newcomers'),
        t('ttv.which.reached'),
        t('ttv.which.waiting'),
        t('ttv.median'),
        ...days.map((one) => t('ttv.within', { days: one })),
      ]}
      rows={rowsOf(answer).map((waits, at) => ({
        id: groupKey(waits.group),
        label: groupName(waits.group, asked, saying),
        strong: at === 0,
        aside: waits.customers > 0 && waits.customers < few ? t('ttv.few') : undefined,
        cells: [
          <CountFigure key="all" {...props} waits={waits} which="all" count={waits.customers} />,
          <CountFigure key="reached" {...props} waits={waits} which="reached" count={waits.reached} />,
          <CountFigure key="waiting" {...props} waits={waits} which="waiting" count={waits.waiting} />,
          <MedianFigure key="median" waits={waits} saying={saying} />,
          ...waits.within.map((read) => (
            <ShareFigure
              key={read.days}
              share={read.share}
              low={read.low}
              high={read.high}
              aside={<WithinFigure {...props} waits={waits} read={read} />}
            />
          )),
        ],
      }))}
    />
  );
}

type OfWaits = NumbersProps & { readonly waits: Waits };

function CountFigure({
  waits,
  which,
  count,
  asked,
  saying,
  onOpen,
}: OfWaits & { which: 'all' | 'reached' | 'waiting'; count: number }) {
  return (
    <Opens
      count={count}
      label={`${groupName(waits.group, asked, saying)}, ${saying.words.t(`ttv.which.${which}`)}`}
      onOpen={() => onOpen({ of: 'waits', group: waits.group, which })}
    />
  );
}

function WithinFigure({ waits, read, asked, saying, onOpen }: OfWaits & { read: Waits['within'][number] }) {
  return (
    <Opens
      count={read.reached}
      label={`${groupName(waits.group, asked, saying)}, ${saying.words.t('ttv.within', { days: read.days })}`}
      onOpen={() => onOpen({ of: 'waits', group: waits.group, which: 'reached', within: read.days })}
    />
  );
}

function MedianFigure({ waits, saying }: { waits: Waits; saying: Saying }) {
  const range = lengthRange(waits, saying);
  return (
    <Known figure={daysOf(waits.median)}>
      {(value) => (
        <>
          {lengthSaid(value, saying)}
          {range && <Small>{range}</Small>}
        </>
      )}
    </Known>
  );
}

/** The same as rows of a file. Lengths in days, shares 0–1. */
export function waitsCsv(answer: CurveAnswer, asked: CurveAsked, saying: Saying): CsvCell[][] {
  const { t } = saying.words;
  const days = answer.everyone.within.map((one) => one.days);
  return [
    [
      t('ttv.group'),
      t('ttv.newcomers'),
      t('ttv.which.reached'),
      t('ttv.which.waiting'),
      t('ttv.csv_median'),
      t('ttv.csv_low'),
      t('ttv.csv_high'),
      ...days.map((one) => t('ttv.within', { days: one })),
    ],
    ...rowsOf(answer).map((waits): CsvCell[] => {
      const median = waits.median.known ? waits.median.value : { days: null, low: null, high: null };
      return [
        groupName(waits.group, asked, saying),
        waits.customers,
        waits.reached,
        waits.waiting,
        median.days,
        median.low,
        median.high,
        ...waits.within.map(({ share }) => (share.known ? share.value : null)),
      ];
    }),
  ];
}
