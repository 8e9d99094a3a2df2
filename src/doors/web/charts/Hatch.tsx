import styles from './Hatch.module.css';

/** Oblique lines laid over what still runs; used as `fill="url(#id)"` in the same drawing. */
export const Hatch = ({ id }: { id: string }) => (
  <defs>
    <pattern id={id} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <line x1="0" y1="0" x2="0" y2="7" className={styles.hatch} />
    </pattern>
  </defs>
);
