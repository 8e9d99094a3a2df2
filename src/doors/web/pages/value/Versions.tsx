import type { Definition } from '#src/customers/value/index.ts';
import { useSeat } from '../../seat.ts';
import { useFigures, useWords } from '../../words/index.ts';

/** What a definition counted before: answers of then can be asked again by their version. */
export function Versions({ definition: { versions } }: { definition: Definition }) {
  const { t, said } = useWords();
  const figures = useFigures();
  const { timezone } = useSeat();
  if (versions.length < 2) return null;
  return (
    <details>
      <summary>{t('value.versions', { count: versions.length })}</summary>
      <ol reversed>
        {versions.map(({ version, words, createdAt }) => (
          <li key={version}>
            {t('value.version', { words: said(words), date: figures.moment(createdAt, timezone) })}
          </li>
        ))}
      </ol>
    </details>
  );
}
