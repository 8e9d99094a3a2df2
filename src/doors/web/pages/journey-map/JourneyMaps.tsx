import { Button, Group, Modal, Stack } from '@mantine/core';
import { IconMap2, IconPlus, IconWand } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Drawn, Summary } from '#src/insights/journey-maps/index.ts';
import { ask, question, useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { TextLink } from '../../ui/links.tsx';
import { NameForm } from '../../ui/NameForm.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { type RowParts, Rows } from '../../ui/Rows.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';

/** The workspace's journey maps, last changed first; what a map is where there is none yet. */
export function JourneyMaps() {
  const { t } = useWords();
  const { slug } = useSeat();
  const may = useMay('insights:write');
  const kept = useQuery(question(slug, 'journey-maps.list', {}));
  const [adding, setAdding] = useState(false);
  const maps = kept.data?.maps ?? [];
  const used = maps.filter(({ retiredAt }) => retiredAt === null);
  const removed = maps.filter(({ retiredAt }) => retiredAt !== null);
  const row = useMapRow();
  const add = may && used.length > 0 && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
      {t('journey.add')}
    </Button>
  );
  return (
    <Page narrow title={t('journey.title')} lead={t('journey.lead')} actions={add}>
      {kept.isPending && <Waiting height={200} />}
      {kept.isError && <Refused error={kept.error} again={() => kept.refetch()} />}
      {kept.isSuccess && used.length === 0 && (
        <Teach icon={<IconMap2 />} title={t('journey.none_title')} action={may && <Beginnings />}>
          {t('journey.none')}
        </Teach>
      )}
      {used.length > 0 && <Rows rows={used.map(row)} />}
      {removed.length > 0 && (
        <Panel title={t('journey.removed_maps')}>
          <Rows
            rows={removed.map((map) => ({ ...row(map), past: true, aside: may && <PutBack map={map} /> }))}
          />
        </Panel>
      )}
      {adding && (
        <Modal opened onClose={() => setAdding(false)} title={t('journey.add')}>
          <Beginnings named />
        </Modal>
      )}
    </Page>
  );
}

function useMapRow(): (map: Summary) => RowParts {
  const { t } = useWords();
  const figures = useFigures();
  const { slug, timezone } = useSeat();
  return ({ id, name, stages, steps, measured, version, by, changedAt }) => {
    const date = figures.moment(changedAt, timezone);
    return {
      id,
      title: (
        <TextLink to="/w/$slug/journey-map/$id" params={{ slug, id }}>
          {name}
        </TextLink>
      ),
      detail: [
        t('journey.counts', { stages, steps, measured }),
        by === null
          ? t('journey.changed', { version, date })
          : t('journey.changed_by', { version, date, name: by }),
      ].join(' · '),
    };
  };
}

function PutBack({ map: { id } }: { map: Summary }) {
  const { t } = useWords();
  const back = useChange('journey-maps.restore', ['journey-maps.list']);
  return (
    <Button size="compact-sm" variant="default" loading={back.isPending} onClick={() => back.mutate({ id })}>
      {t('journey.put_back')}
    </Button>
  );
}

const empty: Drawn = {
  stages: [],
  window: { amount: 30, of: 'day' },
  stays: { match: { event: null, where: [] }, days: 28 },
};

/** The two ways to begin: a map proposed from what arrives, or an empty one. */
function Beginnings({ named = false }: { named?: boolean }) {
  const words = useWords();
  const { t, said } = words;
  const { slug } = useSeat();
  const navigate = useNavigate();
  const [name, setName] = useState<string>();
  const [lacking, setLacking] = useState<string>();
  const [failed, setFailed] = useState<Error>();
  const [reading, setReading] = useState(false);
  const create = useChange('journey-maps.create', ['journey-maps.list']);
  const begin = (drawn: Drawn) =>
    create.mutate(
      { name: name ?? t('journey.first_name'), drawn },
      {
        onSuccess: ({ map: { id } }) =>
          void navigate({ to: '/w/$slug/journey-map/$id', params: { slug, id } }),
      },
    );
  const propose = async () => {
    setReading(true);
    setFailed(undefined);
    try {
      const first = await ask(slug, 'journey-maps.first', {});
      if (first.drawn === null) setLacking(said(first.words));
      else begin(first.drawn);
    } catch (error) {
      setFailed(error instanceof Error ? error : new Error(String(error)));
    } finally {
      setReading(false);
    }
  };
  if (named && name === undefined) {
    return <NameForm label={t('journey.name')} button={t('journey.add')} busy={false} onName={setName} />;
  }
  const busy = reading || create.isPending;
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Button
          leftSection={<IconWand size={16} aria-hidden />}
          loading={busy}
          disabled={lacking !== undefined}
          onClick={() => void propose()}
        >
          {t('journey.propose_first')}
        </Button>
        <Button variant="default" disabled={busy} onClick={() => begin(empty)}>
          {t('journey.draw')}
        </Button>
      </Group>
      {lacking && <p role="status">{lacking}</p>}
      {failed && <Refused error={failed} />}
      {create.isError && <Refused error={create.error} />}
    </Stack>
  );
}
