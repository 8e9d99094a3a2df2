import type { Upsell as Found } from '#src/insights/revenue-retention/index.ts';
import { Answered, Fold, Folds, useAnswer, Verdict } from '../../ui/Answered.tsx';
import { FiguresTable, Known, Opens, Small, type Told } from '../../ui/Figure.tsx';
import { SecondQuestion } from '../../ui/SecondQuestion.tsx';
import { type BelowProps, monthsAsked } from './below.ts';
import { mainKind } from './Movements.tsx';
import { moneyAlike } from './shape.ts';

/** What was sold to those who were there: more of the same, another offer instead, one more beside. */
export function Upsell(props: BelowProps) {
  const { t, said } = props.saying.words;
  const answer = useAnswer('revenue.upsell', monthsAsked(props));
  return (
    <SecondQuestion label={t('revenue.upsell_title')} sentence={t('revenue.upsell_sentence')}>
      <Answered answer={answer} height={240}>
        {(found) => (
          <>
            <Verdict>{said(found.verdict)}</Verdict>
            {found.books.map((book) => (
              <Table key={book.currency} {...props} book={book} />
            ))}
            <Folds>
              <Fold title={t('revenue.formulas')}>
                <p>{t('revenue.upsell_note')}</p>
              </Fold>
            </Folds>
          </>
        )}
      </Answered>
    </SecondQuestion>
  );
}

const kinds = ['more', 'changed', 'added'] as const;

function Table({ saying, book, onOpen }: BelowProps & { book: Found['books'][number] }) {
  const { figures, words } = saying;
  const { t } = words;
  const { currency } = book;
  const write = moneyAlike(
    book.rows.flatMap(({ expansion, ...row }) => [expansion, ...kinds.map((kind) => row[kind].amount)]),
    currency,
    figures,
  );
  const money = (figure: Told) => <Known figure={figure}>{write}</Known>;
  return (
    <FiguresTable
      caption={t('shell.pair', { name: t('revenue.upsell_title'), value: currency })}
      heads={[
        t('revenue.month'),
        t('revenue.expansion_in', { currency }),
        ...kinds.map((kind) => t(`revenue.upsell.${kind}`)),
      ]}
      rows={book.rows.toReversed().map((row) => ({
        id: row.month,
        label: figures.day(row.month, 'tiny-month'),
        aside: row.state === 'running' ? t('ask.running') : undefined,
        running: row.state === 'running',
        cells: [
          money(row.expansion),
          ...kinds.map((which) => {
            const { amount, holders } = row[which];
            const count = holders.customer + holders.account;
            return (
              <span key={which}>
                {money(amount)}
                {count > 0 && (
                  <Small>
                    <Opens
                      count={count}
                      label={`${figures.day(row.month, 'month')}, ${t(`revenue.upsell.${which}`)}`}
                      onOpen={() =>
                        onOpen({
                          of: 'upsell',
                          currency,
                          month: row.month,
                          which,
                          holders: mainKind(holders),
                        })
                      }
                    />
                  </Small>
                )}
              </span>
            );
          }),
        ],
      }))}
    />
  );
}
