import type { ReactNode } from 'react';
import styles from './Board.module.css';
import type { Colour } from './saying.ts';

const signs = { green: '●', yellow: '◆', red: '▼', unknown: '' } as const;

/** A figure on its colour; the sign tells it where colours do not. */
export function ColourCell({ colour, said, children }: ColourCellProps) {
  const kind = colour ?? 'unknown';
  return (
    <span className={styles.cell} data-colour={kind} title={said}>
      {signs[kind] !== '' && <span aria-hidden>{signs[kind]} </span>}
      {children}
    </span>
  );
}

interface ColourCellProps {
  readonly colour: Colour;
  /** The whole of it in words. */
  readonly said?: string | undefined;
  readonly children: ReactNode;
}
