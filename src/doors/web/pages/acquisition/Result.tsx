import type { AcquisitionRow, AcquisitionTable, TableAskInput } from '#src/insights/acquisition/index.ts';
import { ask } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { Definition, Fold, Folds, Verdict } from '../../ui/Answered.tsx';
import { cents } from '../../ui/cents.ts';
import { FiguresTable, Known, Opens, ShareFigure, Small } from '../../ui/Figure.tsx';
import { Part } from '../../ui/Parts.tsx';
import { PeopleDrawer } from '../../ui/PeopleDrawer.tsx';
import { Sides } from '../../ui/Sides.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { waysOf } from '../../ui/ways.ts';
import { Chart } from './Chart.tsx';
import { Mismatch } from './Mismatch.tsx';
import { daysOfStay, type Opened, whichOnes } from './search.ts';
import { openOf, rowKey, rowName, type Saying } from './shape.ts';

interface ResultProps {
  readonly table: AcquisitionTable;
  readonly asked: TableAskInput;
  readonly saying: Saying;
  readonly open: Opened | undefined;
  readonly onOpen: (open: Opened | undefined) => void;
}

/** Verdict, what attracts above what keeps, the numbers, those who leave again; the people of each figure. */
export function Result(props: ResultProps) {
  const { table, asked, saying, open, onOpen } = props;
  const { t, said } = saying.words;
  if (table.rows.length === 0)
    return <Teach title={t('acquisition.nobody_title')}>{t('acquisition.nobody')}</Teach>;
  const noted = table.rows.filter(({ words }) => words !== null);
  return (
    <>
      <Verdict>{said(table.verdict)}</Verdict>
      <Sides
        stacked
        chartTitle={t('acquisition.chart')}
        chart={
          <>
            <Chart table={table} saying={saying} onOpen={(row) => onOpen(openOf(row, 'stayed'))} />
            <p>{t('acquisition.chart_note', { unit: table.unit })}</p>
          </>
        }
        tableTitle={t('acquisition.table')}
        table={<Numbers {...props} />}
      />
      <Part title={t('acquisition.mismatch_title')}>
        <Mismatch {...props} />
      </Part>
      <Folds>
        {noted.length > 0 && (
          <Fold title={t('acquisition.row_words')}>
            <dl>
              {noted.map((row) => (
                <div key={rowKey(row)}>
                  <dt>{rowName(row, saying.words)}</dt>
                  <dd>{row.words && said(row.words)}</dd>
                </div>
              ))}
            </dl>
          </Fold>
        )}
        <Definition of={table}>
          {asked.value != null && <p>{t('acquisition.value_note', { aarrr: t('shell.aarrr') })}</p>}
          <Unmatched table={table} saying={saying} />
        </Definition>
      </Folds>
      {open && <OpenPeople {...props} open={open} />}
    </>
  );
}

function Unmatched({ table, saying }: Pick<ResultProps, 'table' | 'saying'>) {
  const { words, figures } = saying;
  const { imported, named } = table.unmatched;
  return (
    <>
      {imported.length > 0 && (
        <p>{words.t('acquisition.unmatched_imported', { names: figures.list(imported.slice(0, 10)) })}</p>
      )}
      {named.length > 0 && (
        <p>{words.t('acquisition.unmatched_named', { names: figures.list(named.slice(0, 10)) })}</p>
      )}
    </>
  );
}

function Numbers({ table, asked, saying, onOpen }: ResultProps) {
  const { words, figures } = saying;
  const { t } = words;
  const anyOf = (test: (row: AcquisitionRow) => boolean) => table.rows.some(test);
  const clicks = anyOf(({ impressions, clicks: told }) => impressions !== null || told !== null);
  const replies = anyOf(({ sends, replies: told }) => sends !== null || told !== null);
  const money = (figure: AcquisitionRow['costPerCustomer'], key: string, whole = false) => (
    <Known key={key} figure={figure}>
      {(amount) => cents(amount, table.currency, figures, whole)}
    </Known>
  );
  const opens = (row: AcquisitionRow, which: 'customers' | 'stayed', count: number) => (
    <Opens
      key={which}
      count={count}
      label={`${rowName(row, words)}, ${t(`acquisition.which.${which}`)}`}
      onOpen={() => onOpen(openOf(row, which))}
    />
  );
  const counted = (count: number | null) => (count === null ? '–' : figures.count(count));
  const cellsOf = (row: AcquisitionRow) => [
    ...(clicks
      ? [counted(row.impressions), counted(row.clicks), <ShareFigure key="ctr" {...row.ctr} />]
      : []),
    ...(replies
      ? [counted(row.sends), counted(row.replies), <ShareFigure key="reply" {...row.replyRate} />]
      : []),
    money(row.cost, 'cost', true),
    opens(row, 'customers', row.customers),
    money(row.costPerCustomer, 'each'),
    <ShareFigure
      key="stay"
      {...row.stayed}
      aside={t('acquisition.of_judged', { count: row.stayed.total })}
    />,
    opens(row, 'stayed', row.stayed.hits),
    ...(asked.value == null || row.value === null
      ? []
      : [
          <span key="value">
            {money(row.value.perCustomer, 'value')}
            {row.value.low !== null && row.value.high !== null && (
              <Small>{`${cents(row.value.low, table.currency, figures)} … ${cents(row.value.high, table.currency, figures)}`}</Small>
            )}
          </span>,
        ]),
  ];
  return (
    <FiguresTable
      caption={t('ask.table')}
      heads={[
        t('acquisition.name'),
        ...(clicks ? [t('acquisition.impressions'), t('acquisition.clicks'), t('acquisition.ctr')] : []),
        ...(replies ? [t('acquisition.sends'), t('acquisition.replies'), t('acquisition.reply_rate')] : []),
        t('acquisition.cost'),
        t('acquisition.customers'),
        t('acquisition.cost_each'),
        t('acquisition.stayed'),
        t('acquisition.stayed_count'),
        ...(asked.value == null ? [] : [t('acquisition.value', { day: daysOfStay(asked).to })]),
      ]}
      rows={[
        ...table.rows.map((row) => ({
          id: rowKey(row),
          label: rowName(row, words),
          aside:
            row.flag === null
              ? row.open > 0
                ? t('acquisition.open', { count: row.open })
                : undefined
              : t(`acquisition.flag.${row.flag}`),
          running: row.open > 0,
          cells: cellsOf(row),
        })),
        { id: 'total', label: t('acquisition.all'), strong: true, cells: cellsOf(table.total) },
      ]}
    />
  );
}

function OpenPeople({ table, asked, saying, open, onOpen }: ResultProps & { open: Opened }) {
  const { t } = saying.words;
  const { slug } = useSeat();
  const input = { ask: asked, ...open };
  const row = { campaign: groupIn(open.campaign), channel: groupIn(open.channel) };
  const shown = whichOnes.filter((which) => which !== 'paying' || asked.value != null);
  return (
    <PeopleDrawer
      title={`${rowName(row, saying.words)}, ${t(`acquisition.which.${open.which}`).toLowerCase()}`}
      of={['acquisition.people', input]}
      load={(page, signal) => ask(slug, 'acquisition.people', { ...input, ...page }, signal)}
      from={{ of: 'acquisition.people', ask: input }}
      unit={table.unit}
      ways={waysOf(shown, open.which, {
        label: (which) => t(`acquisition.which.${which}`),
        choose: (which) => onOpen({ ...open, which }),
      })}
      onClose={() => onOpen(undefined)}
    />
  );
}

const groupIn = (group: Opened['campaign']): AcquisitionRow['campaign'] =>
  group === undefined ? null : { kind: group.kind ?? 'all', value: group.value ?? null };
