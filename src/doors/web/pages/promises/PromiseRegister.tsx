import { Button, Select } from '@mantine/core';
import { IconHeartHandshake } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Promised, Retention } from '#src/customers/promises/index.ts';
import { ask, question } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { FiguresTable, Opens, ShareFigure } from '../../ui/Figure.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PeopleDrawer } from '../../ui/PeopleDrawer.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { PromiseRows } from '../about/Promises.tsx';
import { EventsForm } from './EventsForm.tsx';

type Outcome = Promised['outcome'];
const outcomes = ['overdue', 'missed', 'open', 'kept', 'exceeded'] as const satisfies readonly Outcome[];

/** Everything that was promised, what became of it, and whether customers stayed. */
export function PromiseRegister() {
  const { t } = useWords();
  const figures = useFigures();
  const { slug } = useSeat();
  const may = useMay('data:write');
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [limit, setLimit] = useState(100);
  const [choosing, setChoosing] = useState(false);
  const kept = useQuery({
    ...question(slug, 'promises.list', { limit, ...(outcome === null ? {} : { outcome }) }),
    placeholderData: keepPreviousData,
  });
  const counts = kept.data?.counts;
  const all = counts === undefined ? 0 : Object.values(counts).reduce((sum, count) => sum + count, 0);
  const choose = may && (
    <Button variant="default" onClick={() => setChoosing(true)}>
      {t('promises.events')}
    </Button>
  );
  return (
    <Page title={t('promises.register')} lead={t('promises.lead')} actions={all > 0 && choose}>
      {kept.isPending && <Waiting height={240} />}
      {kept.isError && <Refused error={kept.error} again={() => kept.refetch()} />}
      {kept.isSuccess && all === 0 && (
        <Teach icon={<IconHeartHandshake />} title={t('promises.none_title')} action={choose}>
          {t('promises.none')}
        </Teach>
      )}
      {kept.data && counts && all > 0 && (
        <>
          <Select
            label={t('promises.outcome')}
            maw={320}
            allowDeselect={false}
            value={outcome ?? 'all'}
            data={[
              { value: 'all', label: `${t('promises.outcome.all')} (${figures.count(all)})` },
              ...outcomes.map((one) => ({
                value: one,
                label: `${t(`promises.outcome.${one}`)} (${figures.count(counts[one])})`,
              })),
            ]}
            onChange={(next) => setOutcome(outcomes.find((one) => one === next) ?? null)}
          />
          <PromiseRows named promises={kept.data.promises} />
          {kept.data.total > kept.data.promises.length && limit < 1000 && (
            <Button variant="default" onClick={() => setLimit(Math.min(1000, limit + 200))}>
              {t('shell.more')}
            </Button>
          )}
          <Stayed
            unit={kept.data.promises.every(({ about }) => about.kind === 'account') ? 'account' : 'customer'}
          />
        </>
      )}
      {choosing && <EventsForm onClose={() => setChoosing(false)} />}
    </Page>
  );
}

type Group = Retention['groups'][number]['group'];
interface Behind {
  readonly group: Group;
  readonly which: 'people' | 'stayed' | 'waiting';
}

/** Who stayed, by what became of the first promise to them. */
function Stayed({ unit }: { unit: 'customer' | 'account' }) {
  const words = useWords();
  const { t } = words;
  const { slug } = useSeat();
  const [behind, setBehind] = useState<Behind | null>(null);
  const told = useQuery(question(slug, 'promises.retention', { unit }));
  const said = ({ group, which }: Behind) =>
    `${t(`promises.group.${group}`)} · ${t(`promises.which.${which}`)}`;
  const cell = (count: number, one: Behind) => (
    <Opens count={count} label={said(one)} onOpen={() => setBehind(one)} />
  );
  return (
    <Panel title={t('promises.stayed')}>
      {told.isPending && <Waiting height={120} />}
      {told.isError && <Refused error={told.error} again={() => told.refetch()} />}
      {told.data && (
        <>
          <p>{words.said(told.data.words)}</p>
          <FiguresTable
            caption={t('promises.stayed')}
            heads={[
              t('promises.group'),
              t('promises.which.people'),
              t('promises.which.stayed'),
              t('promises.share'),
              t('promises.which.waiting'),
            ]}
            rows={told.data.groups.map(({ group, people, stayed, share, low, high, waiting }) => ({
              id: group,
              label: t(`promises.group.${group}`),
              cells: [
                cell(people, { group, which: 'people' }),
                cell(stayed, { group, which: 'stayed' }),
                <ShareFigure key="share" share={share} low={low} high={high} />,
                cell(waiting, { group, which: 'waiting' }),
              ],
            }))}
          />
        </>
      )}
      {behind && (
        <PeopleDrawer
          title={said(behind)}
          of={['promises.retention-people', { unit, ...behind }]}
          unit={unit}
          load={(page, signal) =>
            ask(slug, 'promises.retention-people', { ask: { unit }, ...behind, ...page }, signal)
          }
          onClose={() => setBehind(null)}
        />
      )}
    </Panel>
  );
}
