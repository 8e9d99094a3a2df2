import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { SegmentRule } from '#src/customers/segment-rules/index.ts';
import { question } from '../../ask.ts';
import type { Asked } from '../../asked.ts';
import { Problem } from '../../problem.ts';
import { useSeat } from '../../seat.ts';
import { Counting } from '../../ui/Counting.tsx';
import { PeopleTable } from '../../ui/PeopleTable.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './Preview.module.css';
import { placeOf, type Unit } from './rule.ts';

type Counted = Asked['segments.preview']['output'];

/** Whom a rule holds for now, asked as it is written; a question that another overtakes is closed. */
export function usePreview(rule: SegmentRule | undefined, unit: Unit): Previewed {
  const { slug } = useSeat();
  const [asked] = useDebouncedValue(rule, 250);
  const { data, error, isPlaceholderData, isFetching } = useQuery({
    ...question(slug, 'segments.preview', { rule: asked ?? nothing, unit }),
    enabled: asked !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 10_000,
  });
  const own = rule !== undefined && asked !== undefined;
  return {
    counted: own && error === null ? data : undefined,
    error: own ? error : null,
    stale: isPlaceholderData || isFetching || asked !== rule,
  };
}

/** Never asked: the question waits for a rule. */
const nothing: SegmentRule = { match: 'all', conditions: [] };

export interface Previewed {
  readonly counted: Counted | undefined;
  readonly error: Error | null;
  /** What is shown is of the rule before. */
  readonly stale: boolean;
}

/** The place of the condition that was refused; undefined where the refusal is about none of them. */
export const faultPlace = (error: Error | null): string | undefined =>
  error instanceof Problem ? placeOf(error.body.field)?.join() : undefined;

interface PreviewProps {
  readonly preview: Previewed;
  readonly unit: Unit;
  readonly empty: boolean;
}

/** How many the rule holds for now, their share of everybody, and some of them. */
export function Preview({ preview, unit, empty }: PreviewProps) {
  const { t } = useWords();
  const { counted, error, stale } = preview;
  return (
    <section className={styles.preview} aria-label={t('segments.preview')}>
      <h2 className={styles.title}>{t('segments.preview')}</h2>
      {empty && <p className={styles.soft}>{t('segments.preview_empty')}</p>}
      {!empty && error !== null && faultPlace(error) === undefined && <Refused error={error} />}
      {!empty && faultPlace(error) !== undefined && (
        <p className={styles.soft}>{t('segments.preview_fault')}</p>
      )}
      {!empty && error === null && counted === undefined && (
        <p className={styles.soft} role="status">
          {t('segments.preview_waiting')}
        </p>
      )}
      {counted && (
        <Counting unit={unit}>
          <div data-stale={stale || undefined} className={styles.counted} aria-busy={stale}>
            <Total counted={counted} />
          </div>
        </Counting>
      )}
    </section>
  );
}

function Total({ counted }: { counted: Counted }) {
  const { t } = useWords();
  const figures = useFigures();
  const { size, of, sample } = counted;
  return (
    <>
      <p className={styles.total} role="status">
        <strong>{figures.count(size)}</strong>
        {of > 0 && (
          <span className={styles.soft}>
            {t('segments.preview_share', {
              share: figures.share(size / of, size / of < 0.1 ? 1 : 0),
              of: figures.count(of),
            })}
          </span>
        )}
      </p>
      <div className={styles.bar} aria-hidden style={{ '--share': of > 0 ? size / of : 0 }} />
      {size === 0 ? (
        <p className={styles.soft}>{t('segments.preview_none')}</p>
      ) : (
        <>
          <h3 className={styles.heading}>{t('segments.preview_sample')}</h3>
          <PeopleTable
            people={sample.map(({ customer, ...person }) => ({ ...person, opens: customer !== null }))}
          />
        </>
      )}
    </>
  );
}
