import { Button, Modal, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words/index.ts';
import styles from './Arriving.module.css';
import { ReasonFields } from './EventFields.tsx';
import type { Click } from './shapes.ts';
import { usePlace, usePlanChange } from './usePlan.ts';

const most = 20;

/** Clicks that a client records by itself and that have no name: none is stored under one before it is confirmed. */
export function Clicks() {
  const { t } = useWords();
  const { slug } = useSeat();
  const { mayWrite } = usePlace();
  const found = useQuery(question(slug, 'plan.suggestions', { limit: most }));
  const [naming, setNaming] = useState<Click>();
  const clicks = found.data?.suggestions ?? [];
  if (found.isError) return <Refused error={found.error} again={() => found.refetch()} />;
  return (
    <Panel title={t('plan.clicks')}>
      {found.isPending ? (
        <Waiting height={60} />
      ) : (
        <p className={styles.soft}>{t(clicks.length === 0 ? 'plan.no_clicks' : 'plan.clicks_help')}</p>
      )}
      {clicks.length > 0 && (
        <Rows
          rows={clicks.map((click) => ({
            id: JSON.stringify([click.event, click.property, click.value]),
            title: t('plan.click_on', { element: click.value }),
            detail: t('plan.clicked', {
              clicks: click.clicks,
              customers: click.customers,
              event: click.event,
              property: click.property,
            }),
            aside: mayWrite && (
              <Button size="xs" variant="default" onClick={() => setNaming(click)}>
                {t('plan.name_click')}
              </Button>
            ),
          }))}
        />
      )}
      {naming && <NameClick click={naming} onClose={() => setNaming(undefined)} />}
    </Panel>
  );
}

function NameClick({ click, onClose }: { click: Click; onClose: () => void }) {
  const { t } = useWords();
  const { held } = usePlace();
  const [told, setTold] = useState<{
    name: string;
    purpose: string | null;
    owner: string | null;
    metric: string | null;
  }>({ name: click.name, purpose: null, owner: null, metric: null });
  const save = usePlanChange('plan.name-click');
  const send = (submitted: FormEvent) => {
    submitted.preventDefault();
    const { event, property, value } = click;
    save.send({ ...told, click: { event, property, value } }, () => {
      notifications.show({ message: t('plan.saved_in_draft', { name: told.name }) });
      onClose();
    });
  };
  return (
    <Modal opened onClose={onClose} size={560} title={t('plan.click_on', { element: click.value })}>
      <form onSubmit={send}>
        <Stack gap="md">
          <TextInput
            label={t('plan.field.name')}
            required
            maxLength={200}
            value={told.name}
            onChange={(event) => setTold({ ...told, name: event.currentTarget.value })}
          />
          <ReasonFields
            of={told}
            plan={held.plan}
            required
            focused
            onChange={(part) => setTold({ ...told, ...part })}
          />
          {save.isError && <Refused error={save.error} />}
          <Button type="submit" loading={save.isPending}>
            {t('plan.save_in_draft')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}
