import { Button, Skeleton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useFigures, useWords } from '../words/index.ts';
import styles from './Waiting.module.css';

/** Holds the place of an answer; after a second it says so, and offers to stop the question. */
export function Waiting({ height, onStop }: { height: number; onStop?: () => void }) {
  const { t } = useWords();
  const figures = useFigures();
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const tick = setInterval(() => setSeconds((before) => before + 1), 1000);
    return () => clearInterval(tick);
  }, []);
  return (
    <div className={styles.waiting} aria-busy="true">
      <Skeleton height={height} radius="md" />
      {seconds >= 2 && onStop && (
        <div className={styles.slow} role="status">
          <span>{t('shell.still_asking', { seconds: figures.duration(seconds) })}</span>
          <Button size="xs" variant="default" onClick={onStop}>
            {t('shell.stop_asking')}
          </Button>
        </div>
      )}
    </div>
  );
}
