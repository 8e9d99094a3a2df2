import type { ReactNode } from 'react';
import styles from './Sideways.module.css';

/** What may be wider than its place, a table most often: it scrolls sideways by itself, by the keyboard too. */
export function Sideways({ label, className = styles.scroll, children }: SidewaysProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard
    <section className={className} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}

interface SidewaysProps {
  readonly label: string;
  /** A look of its own, instead of the shade at the side where it goes on. */
  readonly className?: string | undefined;
  readonly children: ReactNode;
}
