import { Fragment } from 'react';
import type { Retention as Kept } from '#src/insights/revenue-retention/index.ts';
import { Answered, Fold, Folds, useAnswer, Verdict } from '../../ui/Answered.tsx';
import { CompareLink } from '../../ui/CompareLink.tsx';
import { type FiguresRow, FiguresTable, Known, Opens, type Told } from '../../ui/Figure.tsx';
import { SecondQuestion } from '../../ui/SecondQuestion.tsx';
import { SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { type BelowProps, retentionAsked } from './below.ts';
import { mainKind } from './Movements.tsx';
import { overs, type ToldPart } from './search.ts';
import { moneyAlike, partName } from './shape.ts';

/** Which share of the revenue at the start is there at the end. */
export function Retention(props: BelowProps) {
  const { search, saying, change } = props;
  const { t, rich, said } = saying.words;
  const answer = useAnswer('revenue.retention', retentionAsked(props));
  return (
    <SecondQuestion
      label={t('revenue.kept_title')}
      aside={<CompareLink small operation="revenue.retention" asked={retentionAsked(props)} />}
      sentence={rich('revenue.kept_sentence', {
        over: (
          <SentenceChoice
            label={t('revenue.part.over')}
            value={search.over ?? 'month'}
            choices={overs.map((one) => ({ value: one, reads: t(`revenue.over.${one}`) }))}
            onChoose={(next) => change({ over: overs.find((one) => one === next) })}
          />
        ),
      })}
    >
      <Answered answer={answer} height={280}>
        {(found) => (
          <>
            <Verdict>{said(found.verdict)}</Verdict>
            {found.books.map((book) => (
              <Fragment key={book.currency}>
                <Table {...props} book={book} />
                <Parts
                  {...props}
                  book={book}
                  parts={found.parts.filter(({ currency }) => currency === book.currency)}
                />
              </Fragment>
            ))}
            <Folds>
              <Fold title={t('revenue.formulas')}>
                <p>{said(found.formulas.nrr)}</p>
                <p>{said(found.formulas.grr)}</p>
              </Fold>
            </Folds>
          </>
        )}
      </Answered>
    </SecondQuestion>
  );
}

const counts = ['there', 'grown', 'same', 'shrunk', 'gone'] as const;

type Book = Kept['books'][number];

/** One line of a table of what stays. */
interface Line extends Pick<FiguresRow, 'id' | 'label' | 'aside' | 'running' | 'strong'> {
  readonly row: Book['rows'][number];
  readonly part: ToldPart;
}

function Table({ saying, book, onOpen }: BelowProps & { book: Book }) {
  const { figures, words } = saying;
  const { t } = words;
  return (
    <Lines
      caption={t('shell.pair', { name: t('revenue.kept_title'), value: book.currency })}
      first={t('revenue.month')}
      currency={book.currency}
      saying={saying}
      onOpen={onOpen}
      lines={book.rows.toReversed().map((row) => ({
        id: row.month,
        label: figures.day(row.month, 'tiny-month'),
        aside: row.state === 'running' ? t('ask.running') : undefined,
        running: row.state === 'running',
        part: {},
        row,
      }))}
    />
  );
}

/** The last month that is over, part by part, beside all of them together. */
function Parts({ saying, book, parts, onOpen }: BelowProps & { book: Book; parts: Kept['parts'] }) {
  const { figures, words } = saying;
  const last = book.rows.findLast(({ state }) => state === 'complete') ?? book.rows.at(-1);
  if (last === undefined || parts.length === 0) return null;
  const all = { ...book, offer: null, group: null };
  return (
    <Lines
      caption={words.t('revenue.kept_parts', {
        month: figures.day(last.month, 'month'),
        currency: book.currency,
      })}
      first={words.t('revenue.part_head')}
      currency={book.currency}
      saying={saying}
      onOpen={onOpen}
      lines={[all, ...parts].flatMap(({ rows, currency: _, ...part }) => {
        const row = rows.find((one) => one.month === last.month);
        const label = partName(part, words) ?? words.t('revenue.whole');
        return row === undefined
          ? []
          : [{ id: JSON.stringify(part), label, strong: rows === book.rows, part, row }];
      })}
    />
  );
}

interface LinesProps extends Pick<BelowProps, 'saying' | 'onOpen'> {
  readonly caption: string;
  readonly first: string;
  readonly currency: string;
  readonly lines: readonly Line[];
}

function Lines({ caption, first, currency, lines, saying, onOpen }: LinesProps) {
  const { figures, words } = saying;
  const { t } = words;
  const write = moneyAlike(
    lines.flatMap(({ row }) => [row.start, row.end]),
    currency,
    figures,
  );
  const money = (figure: Told) => <Known figure={figure}>{write}</Known>;
  const share = (figure: Told) => <Known figure={figure}>{(value) => figures.share(value, 1)}</Known>;
  return (
    <FiguresTable
      caption={caption}
      heads={[
        first,
        'NRR',
        'GRR',
        t('revenue.kept_start', { currency }),
        t('revenue.kept_end'),
        ...counts.map((one) => t(`revenue.kept.${one}`)),
      ]}
      rows={lines.map(({ row, part, ...line }) => ({
        ...line,
        cells: [
          share(row.nrr),
          share(row.grr),
          money(row.start),
          money(row.end),
          ...counts.map((which) => (
            <Opens
              key={which}
              count={row[which].customer + row[which].account}
              label={[partName(part, words), figures.day(row.month, 'month'), t(`revenue.kept.${which}`)]
                .filter(Boolean)
                .join(', ')}
              onOpen={() =>
                onOpen({
                  of: 'retention',
                  ...part,
                  currency,
                  month: row.month,
                  which,
                  holders: mainKind(row[which]),
                })
              }
            />
          )),
        ],
      }))}
    />
  );
}
