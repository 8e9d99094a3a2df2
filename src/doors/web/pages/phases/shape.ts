import type { PhaseBoard, PhaseRow } from '#src/insights/phase-board/index.ts';
import type { Column } from '../../charts/columns.ts';
import type { CsvCell } from '../../charts/csv.ts';
import type { Flow } from '../../charts/flow.ts';
import { cents } from '../../ui/cents.ts';
import { ends, type PhaseName, phaseNames } from '../../ui/phase-names.ts';
import type { Figures } from '../../words/figures.ts';
import type { Words } from '../../words/index.ts';

/** Money of a phase, one amount a currency. */
export const moneySaid = (money: PhaseRow['monthly'], figures: Figures): string[] =>
  money.map(({ amount, currency }) =>
    currency === '' ? figures.count(Number(amount)) : cents(Number(amount), currency, figures, true),
  );

/** Who was where at the beginning, at the left, and who is where at the end. Those in no phase before come first. */
export function flowOf({ flows }: PhaseBoard, { t }: Pick<Words, 't'>): Flow {
  const name = (phase: PhaseName | 'none') => t(`phases.phase.${phase}`);
  const side = (of: (flow: PhaseBoard['flows'][number]) => PhaseName | 'none') =>
    order
      .map((phase) => ({
        id: phase,
        name: name(phase),
        people: flows.filter((flow) => of(flow) === phase).reduce((sum, { people }) => sum + people, 0),
        ended: 0,
        open: 0,
      }))
      .filter(({ people }) => people > 0);
  return {
    columns: [side(({ from }) => from ?? 'none'), side(({ to }) => to)],
    edges: flows.map(({ from, to, people }) => ({ depth: 0, from: from ?? 'none', to, people })),
  };
}

const order = ['none', ...phaseNames] as const;

/** A column for each phase, and for each end that anybody met. */
export const phaseColumns = (
  { rows }: Pick<PhaseBoard, 'rows'>,
  { t }: Pick<Words, 't'>,
  figures: Pick<Figures, 'count' | 'share'>,
): Column[] =>
  rows.flatMap(({ phase, people, share }) => {
    if (people === 0 && ends.some((end) => end === phase)) return [];
    const label = t(`phases.phase.${phase}`);
    const of = share.known ? ` (${figures.share(share.value)})` : '';
    return [
      {
        id: phase,
        label,
        note: [label, `${figures.count(people)}${of}`],
        parts: [{ id: 'people', value: people, tone: 'plain' }],
      },
    ];
  });

/** The board as rows of a file. */
export function boardCsv({ rows }: PhaseBoard, { t }: Pick<Words, 't'>): CsvCell[][] {
  const head = [
    t('phases.phase'),
    t('phases.people'),
    t('phases.share'),
    t('phases.monthly'),
    t('phases.bought'),
  ];
  const money = (amounts: PhaseRow['monthly']) =>
    amounts.map(({ amount, currency }) => `${amount} ${currency}`).join('; ');
  return [
    head,
    ...rows.map((row): CsvCell[] => [
      t(`phases.phase.${row.phase}`),
      row.people,
      row.share.known ? row.share.value : null,
      money(row.monthly),
      money(row.bought),
    ]),
  ];
}
