import type { ReactNode } from 'react';
import styles from './Sideways.module.css';

/** What may be wider than its place, a table most often: it scrolls sideways by itself, by the keyboard too. */
export function Sideways({ label, className = styles.scroll, children }: SidewaysProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard (WCAG 2.1.1), and Safari gives no scrolling box the focus by itself
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
