import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { question } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { DropFile } from './DropFile.tsx';
import styles from './Imports.module.css';
import { Rates } from './Rates.tsx';

/** Files: one to drop, and what became of the others. */
export function Imports() {
  const { t } = useWords();
  const { slug, timezone } = useSeat();
  const figures = useFigures();
  const may = useMay('data:write');
  const past = useQuery({ ...question(slug, 'imports.list', {}), refetchInterval: 5000 });
  return (
    <Page narrow title={t('imports.title')} lead={t('imports.lead')}>
      {may && <DropFile />}
      <Panel title={t('imports.past')}>
        {past.isPending && <Waiting height={160} />}
        {past.isError && <Refused error={past.error} again={() => past.refetch()} />}
        {past.data?.imports.length === 0 && <p className={styles.none}>{t('imports.none')}</p>}
        {past.data && past.data.imports.length > 0 && (
          <Rows
            rows={past.data.imports.map(({ id, name, kind, state, stored, accepted, createdAt }) => ({
              id,
              title: (
                <Link className={styles.name} to="/w/$slug/imports/$id" params={{ slug, id }}>
                  {name}
                </Link>
              ),
              detail: `${t('imports.row_said', { kind: t(`imports.kind.${kind}`), stored: figures.count(stored), accepted: figures.count(accepted) })} · ${figures.moment(createdAt, timezone)}`,
              aside: <span data-state={state}>{t(`imports.state.${state}`)}</span>,
            }))}
          />
        )}
      </Panel>
      <Rates />
    </Page>
  );
}
