import type { Retention as Kept } from '#src/insights/revenue-retention/index.ts';
import { Answered, Fold, Folds, useAnswer, Verdict } from '../../ui/Answered.tsx';
import { FiguresTable, Known, Opens, type Told } from '../../ui/Figure.tsx';
import { SecondQuestion } from '../../ui/SecondQuestion.tsx';
import { SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { type BelowProps, retentionAsked } from './below.ts';
import { mainKind } from './Movements.tsx';
import { overs } from './search.ts';
import { moneyAlike } from './shape.ts';

/** Which share of the revenue at the start is there at the end. */
export function Retention(props: BelowProps) {
  const { search, saying, change } = props;
  const { t, rich, said } = saying.words;
  const answer = useAnswer('revenue.retention', retentionAsked(props));
  return (
    <SecondQuestion
      label={t('revenue.kept_title')}
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
              <Table key={book.currency} {...props} book={book} />
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

function Table({ saying, book, onOpen }: BelowProps & { book: Kept['books'][number] }) {
  const { figures, words } = saying;
  const { t } = words;
  const { currency } = book;
  const write = moneyAlike(
    book.rows.flatMap(({ start, end }) => [start, end]),
    currency,
    figures,
  );
  const money = (figure: Told) => <Known figure={figure}>{write}</Known>;
  const share = (figure: Told) => <Known figure={figure}>{(value) => figures.share(value, 1)}</Known>;
  return (
    <FiguresTable
      caption={t('shell.pair', { name: t('revenue.kept_title'), value: currency })}
      heads={[
        t('revenue.month'),
        'NRR',
        'GRR',
        t('revenue.kept_start', { currency }),
        t('revenue.kept_end'),
        ...counts.map((one) => t(`revenue.kept.${one}`)),
      ]}
      rows={book.rows.toReversed().map((row) => ({
        id: row.month,
        label: figures.day(row.month, 'tiny-month'),
        aside: row.state === 'running' ? t('ask.running') : undefined,
        running: row.state === 'running',
        cells: [
          share(row.nrr),
          share(row.grr),
          money(row.start),
          money(row.end),
          ...counts.map((which) => (
            <Opens
              key={which}
              count={row[which].customer + row[which].account}
              label={`${figures.day(row.month, 'month')}, ${t(`revenue.kept.${which}`)}`}
              onOpen={() =>
                onOpen({ of: 'retention', currency, month: row.month, which, holders: mainKind(row[which]) })
              }
            />
          )),
        ],
      }))}
    />
  );
}
