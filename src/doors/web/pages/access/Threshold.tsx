import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { BrandMark } from '../../ui/BrandMark.tsx';
import { useWords } from '../../words/index.ts';
import { useChooseLanguage } from '../../words/language.ts';
import styles from './Threshold.module.css';

/** The frame of pages before one is signed in. */
export function Threshold({
  title,
  help,
  wide = false,
  children,
}: {
  title: string;
  help?: string | undefined;
  /** For more than a form: as wide as a page. */
  wide?: boolean;
  children?: ReactNode;
}) {
  const { t, language } = useWords();
  const choose = useChooseLanguage();
  useEffect(() => {
    document.title = `${title} · Perdure`;
  }, [title]);
  return (
    <div className={styles.frame}>
      <header className={styles.top}>
        <span className={styles.brand}>
          <BrandMark /> Perdure
        </span>
        <SegmentedControl
          size="xs"
          aria-label={t('shell.language')}
          value={language}
          onChange={(next) => choose(next === 'en' ? 'en' : 'fr')}
          data={[
            { value: 'fr', label: 'Français' },
            { value: 'en', label: 'English' },
          ]}
        />
      </header>
      <main className={styles.main} data-wide={wide || undefined}>
        <h1 className={styles.title}>{title}</h1>
        {help && <p className={styles.help}>{help}</p>}
        {children}
      </main>
      <footer className={styles.foot}>{t('access.promise')}</footer>
    </div>
  );
}
