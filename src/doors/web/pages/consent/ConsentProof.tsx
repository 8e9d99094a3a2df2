import { Button, CloseButton, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ConsentRow, StandingCell, Topic } from '#src/customers/consent/index.ts';
import { useSeat } from '../../seat.ts';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './Consent.module.css';
import { aboutOf } from './consent.ts';

interface ProofProps {
  readonly cell: StandingCell;
  /** The row that decides, or waits to be confirmed; none where nothing was said. */
  readonly row: ConsentRow | undefined;
  readonly topics: readonly Topic[];
  readonly onClose: () => void;
  /** Absent for whoever may not note anything. */
  readonly onRecord: ((says: 'yes' | 'no') => void) | undefined;
}

/** Why an answer is what it is: the reason, the row behind it with its proof, and a way to note the opposite. */
export function ConsentProof({ cell, row, topics, onClose, onRecord }: ProofProps) {
  const words = useWords();
  const { t } = words;
  const about = aboutOf(cell, topics, words);
  const says = cell.state === 'allowed' ? 'no' : 'yes';
  return (
    <section className={styles.proof} aria-label={about}>
      <header className={styles.proofHead}>
        <h3>{about}</h3>
        <CloseButton size="sm" aria-label={t('consent.close')} onClick={onClose} />
      </header>
      <p className={styles.reason}>{words.said(cell.reason)}</p>
      {row && <Facts row={row} />}
      {onRecord && (
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => onRecord(says)}>
            {t(says === 'no' ? 'consent.withdraw' : 'consent.allow')}
          </Button>
          {cell.state === 'unknown' && (
            <Button size="xs" variant="default" onClick={() => onRecord('no')}>
              {t('consent.withdraw')}
            </Button>
          )}
        </Group>
      )}
    </section>
  );
}

function Facts({ row }: { row: ConsentRow }) {
  const { t } = useWords();
  const figures = useFigures();
  const { timezone } = useSeat();
  const { text, version, source, address } = row.proof;
  const at = (instant: string) => figures.dayOrMoment(instant, timezone);
  return (
    <dl className={styles.facts}>
      {(text !== '' || row.basis !== null) && (
        <Fact name={t('consent.proof')}>
          {text === '' ? t('consent.proof_none') : <q className={styles.quote}>{text}</q>}
          {version !== '' && <small>{t('consent.proof_version', { version })}</small>}
        </Fact>
      )}
      {row.basis && <Fact name={t('consent.proof_basis')}>{t(`consent.basis.${row.basis}`)}</Fact>}
      <Fact name={t('consent.proof_from')}>{source}</Fact>
      <Fact name={t('consent.proof_given')}>{at(row.givenAt)}</Fact>
      <Fact name={t('consent.proof_recorded')}>
        {t('consent.proof_recorded_said', { date: at(row.recordedAt), name: row.by ?? row.recordedBy })}
      </Fact>
      {address && <Fact name={t('consent.proof_address')}>{address}</Fact>}
      <Fact name={t('consent.proof_under')}>{row.recordedUnder}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
