import type { ReactNode } from 'react';
import type { Doubt } from '#src/basics/estimate.ts';
import { useFigures, useWords } from '../words/index.ts';
import styles from './Figure.module.css';
import { Sideways } from './Sideways.tsx';

/** A figure that may be unknown, as an operation tells it. */
export type Told =
  | { readonly known: true; readonly value: number }
  | { readonly known: false; readonly why: Doubt };

/** A figure, or a dash and its reason: never a number that stands for unknown. */
export function Known({ figure, children }: { figure: Told; children: (value: number) => ReactNode }) {
  const { t } = useWords();
  if (figure.known) return children(figure.value);
  return (
    <abbr className={styles.doubt} title={t(`ask.doubt.${figure.why}`)}>
      –
    </abbr>
  );
}

/** A share with its interval below it. */
export function ShareFigure({ share, low, high, aside }: ShareFigureProps) {
  const figures = useFigures();
  return (
    <Known figure={share}>
      {(value) => (
        <>
          {figures.share(value, 1)}
          {low !== null && high !== null && <Small>{figures.shareRange(low, high)}</Small>}
          {aside !== undefined && <Small>{aside}</Small>}
        </>
      )}
    </Known>
  );
}

interface ShareFigureProps {
  readonly share: Told;
  readonly low: number | null;
  readonly high: number | null;
  /** Said below it. */
  readonly aside?: ReactNode;
}

/** What is said below a figure, such as its interval. */
export const Small = ({ children }: { children: ReactNode }) => (
  <small className={styles.small}>{children}</small>
);

/** How many people, and who they are at one click. */
export function Opens({ count, label, onOpen, children }: OpensProps) {
  const { t } = useWords();
  const figures = useFigures();
  const text = children ?? figures.count(count);
  if (count === 0 || !onOpen) return text;
  return (
    <button
      type="button"
      className={styles.opens}
      aria-label={t('shell.pair', { name: label, value: figures.count(count) })}
      onClick={onOpen}
    >
      {text}
    </button>
  );
}

interface OpensProps {
  readonly count: number;
  /** What the number is, for screen readers. */
  readonly label: string;
  readonly onOpen: (() => void) | undefined;
  /** How it is written; the number itself unless told. */
  readonly children?: ReactNode;
}

export interface FiguresRow {
  readonly id: string;
  readonly label: ReactNode;
  /** Said after the label, such as « en cours ». */
  readonly aside?: string | undefined;
  readonly running?: boolean;
  /** Brought forward, such as a sum. */
  readonly strong?: boolean;
  readonly cells: readonly ReactNode[];
}

/** The numbers of a chart as a table: the same for everyone, and the way to the people by keyboard. */
export function FiguresTable({ caption, heads, rows }: FiguresTableProps) {
  return (
    <Sideways label={caption}>
      <table className={styles.table}>
        <thead>
          <tr>
            {heads.map((head, at) => (
              <th key={at} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, label, aside, running, strong, cells }) => (
            <tr key={id} data-running={running || undefined} data-strong={strong || undefined}>
              <th scope="row">
                {label}
                {aside && <span className={styles.aside}>{aside}</span>}
              </th>
              {cells.map((cell, at) => (
                <td key={at}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Sideways>
  );
}

interface FiguresTableProps {
  readonly caption: string;
  /** One for the rows' names, then one for each cell. */
  readonly heads: readonly ReactNode[];
  readonly rows: readonly FiguresRow[];
}
