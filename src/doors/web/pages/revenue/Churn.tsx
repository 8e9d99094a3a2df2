import type { Churn as Answer, ChurnRow } from '#src/insights/revenue/index.ts';
import { Answered, Fold, Folds, useAnswer, Verdict } from '../../ui/Answered.tsx';
import { CompareLink } from '../../ui/CompareLink.tsx';
import { periodLabel } from '../../ui/dates.ts';
import { type FiguresRow, FiguresTable, Known, Opens, Small, type Told } from '../../ui/Figure.tsx';
import { SecondQuestion } from '../../ui/SecondQuestion.tsx';
import { SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { type BelowProps, churnAsked } from './below.ts';
import { mainKind } from './Movements.tsx';
import { ends, presets, type ToldPart } from './search.ts';
import { partName } from './shape.ts';

/** How many leave, by a vendor's formula, with the formula beside each figure. */
export function Churn(props: BelowProps) {
  const { search, saying, change } = props;
  const { t, rich, said } = saying.words;
  const answer = useAnswer('revenue.churn', churnAsked(props));
  const { counting } = search;
  return (
    <SecondQuestion
      label={t('revenue.churn_title')}
      aside={<CompareLink small operation="revenue.churn" asked={churnAsked(props)} />}
      sentence={rich('revenue.churn_sentence', {
        preset: (
          <SentenceChoice
            label={t('revenue.part.preset')}
            value={search.preset ?? 'perdure'}
            choices={presets.map((one) => ({
              value: one,
              reads: t(`revenue.preset.${one}`),
              hint: t(`revenue.preset_hint.${one}`),
            }))}
            onChoose={(next) => change({ preset: presets.find((one) => one === next) })}
          />
        ),
        ends: (
          <SentenceChoice
            label={t('revenue.part.ends')}
            value={counting?.ends ?? ''}
            choices={[
              { value: '', reads: t('revenue.ends.preset') },
              ...ends.map((one) => ({ value: one, reads: t(`revenue.ends.${one}`) })),
            ]}
            onChoose={(next) => {
              const { ends: _before, ...others } = counting ?? {};
              const told = ends.find((one) => one === next);
              const left = Object.keys(others).length > 0 ? others : undefined;
              change({ counting: told === undefined ? left : { ...others, ends: told } });
            }}
          />
        ),
      })}
    >
      <Answered answer={answer} height={320}>
        {(found) => (
          <>
            <Verdict>{said(found.verdict)}</Verdict>
            <Table {...props} rows={found.rows} />
            {found.parts.length > 0 && <Parts {...props} {...found} />}
            <Folds>
              <Fold title={t('revenue.formulas')}>
                <p>{said(found.formulas.rate)}</p>
                <p>{said(found.formulas.gross)}</p>
                <p>{said(found.formulas.net)}</p>
                <p>{t('revenue.churn_note')}</p>
              </Fold>
            </Folds>
          </>
        )}
      </Answered>
    </SecondQuestion>
  );
}

const counts = ['start', 'new', 'lost', 'lostOfStart', 'returned'] as const;

/** One line of a table of churn. */
interface Line extends Pick<FiguresRow, 'id' | 'label' | 'aside' | 'running' | 'strong'> {
  readonly row: ChurnRow;
  readonly part: ToldPart;
}

function Table({ saying, rows, onOpen }: BelowProps & { rows: readonly ChurnRow[] }) {
  const { words, figures, period } = saying;
  return (
    <Lines
      caption={words.t('revenue.churn_title')}
      first={words.t('lifecycle.period')}
      saying={saying}
      onOpen={onOpen}
      lines={rows.toReversed().map((row) => ({
        id: row.period,
        label: figures.day(row.period, period === 'month' ? 'tiny-month' : 'short'),
        aside: row.state === 'running' ? words.t('ask.running') : undefined,
        running: row.state === 'running',
        part: {},
        row,
      }))}
    />
  );
}

/** The last period that is over, part by part, beside all of them together. */
function Parts({ saying, rows, parts, onOpen }: BelowProps & Pick<Answer, 'rows' | 'parts'>) {
  const { words, figures, period } = saying;
  const last = rows.findLast(({ state }) => state === 'complete') ?? rows.at(-1);
  if (last === undefined) return null;
  const all = { offer: null, group: null, rows };
  return (
    <Lines
      caption={words.t('revenue.churn_parts', { period: periodLabel(last.period, period, words, figures) })}
      first={words.t('revenue.part_head')}
      saying={saying}
      onOpen={onOpen}
      lines={[all, ...parts].flatMap(({ rows: own, ...part }) => {
        const row = own.find((one) => one.period === last.period);
        const label = partName(part, words) ?? words.t('revenue.whole');
        return row === undefined
          ? []
          : [{ id: JSON.stringify(part), label, strong: own === rows, part, row }];
      })}
    />
  );
}

interface LinesProps extends Pick<BelowProps, 'saying' | 'onOpen'> {
  readonly caption: string;
  readonly first: string;
  readonly lines: readonly Line[];
}

function Lines({ caption, first, lines, saying, onOpen }: LinesProps) {
  const { words, figures, period } = saying;
  const { t, said } = words;
  const currencies = [...new Set(lines.flatMap(({ row }) => row.money.map(({ currency }) => currency)))];
  const share = (figure: Told) => <Known figure={figure}>{(value) => figures.share(value, 1)}</Known>;
  return (
    <FiguresTable
      caption={caption}
      heads={[
        first,
        t('revenue.rate'),
        ...counts.map((one) => t(`revenue.count.${one}`)),
        t('revenue.net_rate'),
        ...currencies.flatMap((currency) => [
          t('revenue.gross_money', { currency }),
          t('revenue.net_money', { currency }),
        ]),
      ]}
      rows={lines.map(({ row, part, ...line }) => ({
        ...line,
        cells: [
          <span key="rate">
            {share(row.rate)}
            <Small>{said(row.formula)}</Small>
          </span>,
          ...counts.map((which) => (
            <Opens
              key={which}
              count={row[which].customer + row[which].account}
              label={[
                partName(part, words),
                periodLabel(row.period, period, words, figures),
                t(`revenue.count.${which}`),
              ]
                .filter(Boolean)
                .join(', ')}
              onOpen={() =>
                onOpen({ of: 'churn', ...part, period: row.period, which, holders: mainKind(row[which]) })
              }
            />
          )),
          share(row.net),
          ...currencies.flatMap((currency) => {
            const money = row.money.find((one) => one.currency === currency);
            const none = { known: false, why: 'not_computable' } as const;
            return [share(money?.gross ?? none), share(money?.net ?? none)];
          }),
        ],
      }))}
    />
  );
}
