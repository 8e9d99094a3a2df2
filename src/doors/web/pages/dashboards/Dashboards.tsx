import { Badge, Button, Group, Modal } from '@mantine/core';
import { IconLayoutDashboard } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { question, useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { TextLink } from '../../ui/links.tsx';
import { NameForm } from '../../ui/NameForm.tsx';
import { Page } from '../../ui/Page.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';

/** The workspace's dashboards, last changed first. */
export function Dashboards() {
  const { t } = useWords();
  const figures = useFigures();
  const { slug, timezone } = useSeat();
  const may = useMay('insights:write');
  const kept = useQuery(question(slug, 'dashboards.list', {}));
  const [making, setMaking] = useState(false);
  const boards = kept.data?.dashboards ?? [];
  const make = may && <Button onClick={() => setMaking(true)}>{t('dashboards.make')}</Button>;
  return (
    <Page
      narrow
      title={t('dashboards.title')}
      lead={t('dashboards.lead')}
      actions={boards.length > 0 && make}
    >
      {kept.isPending && <Waiting height={200} />}
      {kept.isError && <Refused error={kept.error} again={() => kept.refetch()} />}
      {kept.isSuccess && boards.length === 0 && (
        <Teach icon={<IconLayoutDashboard />} title={t('dashboards.none_title')} action={make}>
          {t('dashboards.none')}
        </Teach>
      )}
      {boards.length > 0 && (
        <Rows
          rows={boards.map(({ id, title, tiles, links, by, changedAt }) => ({
            id,
            title: (
              <Group gap="xs">
                <TextLink to="/w/$slug/dashboards/$id" params={{ slug, id }}>
                  {title}
                </TextLink>
                {links > 0 && <Badge variant="light">{t('dashboards.shared', { count: links })}</Badge>}
              </Group>
            ),
            detail: [
              t('dashboards.tiles', { count: tiles }),
              ...(by === null ? [] : [t('dashboards.by', { name: by })]),
              t('dashboards.changed', { date: figures.moment(changedAt, timezone) }),
            ].join(' · '),
          }))}
        />
      )}
      {making && <NewDashboard onClose={() => setMaking(false)} />}
    </Page>
  );
}

function NewDashboard({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const navigate = useNavigate();
  const make = useChange('dashboards.make', ['dashboards.list']);
  return (
    <Modal opened onClose={onClose} title={t('dashboards.make')}>
      <NameForm
        label={t('dashboards.name')}
        button={t('dashboards.make')}
        busy={make.isPending}
        onName={(title) =>
          make.mutate(
            { title },
            {
              onSuccess: ({ dashboard: { id } }) =>
                void navigate({ to: '/w/$slug/dashboards/$id', params: { slug, id } }),
            },
          )
        }
      />
      {make.isError && <Refused error={make.error} />}
    </Modal>
  );
}
