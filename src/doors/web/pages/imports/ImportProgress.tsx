import { Alert, Button, Progress } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { question, useChange } from '../../ask.ts';
import type { Asked } from '../../asked.ts';
import { useMay, useSeat } from '../../seat.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './ImportProgress.module.css';
import { Rejects } from './Rejects.tsx';

type Import = Asked['imports.status']['output']['import'];

const over: readonly Import['state'][] = ['done', 'failed', 'cancelled'];

/** How far an import is, and what became of its rows. */
export function ImportProgress({ id }: { id: string }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const queries = useQueryClient();
  const status = useQuery({
    ...question(slug, 'imports.status', { id }),
    staleTime: 0,
    refetchInterval: ({ state: { data } }) => (data && over.includes(data.import.state) ? false : 700),
  });
  const found = status.data?.import;
  const finished = found !== undefined && over.includes(found.state);
  // Every other question of the workspace may have another answer now.
  useEffect(() => {
    if (finished)
      void queries.invalidateQueries({
        queryKey: [slug],
        predicate: ({ queryKey }) => queryKey[1] !== 'imports.status',
      });
  }, [finished, queries, slug]);
  return (
    <Page
      narrow
      title={found?.name ?? t('imports.title')}
      lead={found && `${t(`imports.kind.${found.kind}`)} · ${t(`imports.state.${found.state}`)}`}
    >
      {status.isPending && <Waiting height={200} />}
      {status.isError && <Refused error={status.error} again={() => status.refetch()} />}
      {found && !finished && <Running run={found} />}
      {found && finished && <Finished run={found} />}
      {found && found.accepted > 0 && <RowCounts run={found} />}
      {found && found.rejected > 0 && <Rejects key={found.rejected} id={id} rejected={found.rejected} />}
    </Page>
  );
}

function Running({ run }: { run: Import }) {
  const { t } = useWords();
  const figures = useFigures();
  const may = useMay('data:write');
  const cancel = useChange('imports.cancel', ['imports.status', 'imports.list']);
  const share = run.rows === null || run.rows === 0 ? null : run.accepted / run.rows;
  const said = [
    t('import.progress', {
      read: figures.count(run.rowsRead),
      rows: run.rows === null ? 'unknown' : figures.count(run.rows),
    }),
    run.rowsPerSecond === null ? '' : t('import.speed', { speed: figures.count(run.rowsPerSecond) }),
    run.secondsLeft === null ? '' : t('import.left', { duration: figures.duration(run.secondsLeft) }),
  ];
  return (
    <div className={styles.running}>
      <Progress
        value={share === null ? 100 : share * 100}
        animated={share === null}
        striped={share === null}
        size="lg"
        aria-label={t(`imports.state.${run.state}`)}
      />
      <p className={styles.said} role="status">
        {said.filter(Boolean).join(' · ')}
      </p>
      {may && run.state !== 'cancelling' && (
        <div>
          <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate({ id: run.id })}>
            {t('import.cancel')}
          </Button>
        </div>
      )}
      {cancel.isError && <Refused error={cancel.error} />}
    </div>
  );
}

function Finished({ run }: { run: Import }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const figures = useFigures();
  const took =
    run.begunAt && run.finishedAt ? (Date.parse(run.finishedAt) - Date.parse(run.begunAt)) / 1000 : null;
  return (
    <div className={styles.finished}>
      {run.state === 'done' ? (
        <p className={styles.done} role="status">
          {t('import.done', { stored: run.stored })}{' '}
          {took !== null && t('import.took', { duration: figures.duration(took) })}
        </p>
      ) : (
        <Alert color={run.state === 'failed' ? 'red' : 'signal'} variant="light" role="status">
          <p>{t(run.state === 'failed' ? 'import.failed' : 'import.cancelled')}</p>
          {run.trouble && <p className={styles.trouble}>{run.trouble}</p>}
        </Alert>
      )}
      <div className={styles.next}>
        <ButtonLink to="/w/$slug/retention" params={{ slug }}>
          {t('import.to_retention')}
        </ButtonLink>
        <ButtonLink variant="default" to="/w/$slug/people" params={{ slug }}>
          {t('import.to_people')}
        </ButtonLink>
        <ButtonLink variant="default" to="/w/$slug/imports" params={{ slug }}>
          {t('import.another')}
        </ButtonLink>
      </div>
    </div>
  );
}

function RowCounts({ run }: { run: Import }) {
  const { t } = useWords();
  const figures = useFigures();
  return (
    <Panel title={t('import.accounting')}>
      <dl className={styles.counts}>
        {(['accepted', 'stored', 'rejected', 'quarantined', 'duplicate'] as const).map((name) => (
          <div key={name}>
            <dt>{t(`import.count.${name}`)}</dt>
            <dd>{figures.count(run[name])}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
