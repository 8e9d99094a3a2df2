import { Autocomplete, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { question, useChange } from '../../ask.ts';
import type { Asked } from '../../asked.ts';
import { useSeat } from '../../seat.ts';
import { FormDrawer } from '../../ui/FormDrawer.tsx';
import { useCatalogue } from '../../ui/useCatalogue.ts';
import { useWords } from '../../words/index.ts';

type Names = Asked['promises.events']['output']['names'];
const fields = ['reference', 'what', 'dueOn', 'days', 'promised', 'actual', 'unit'] as const;

/** By which events promises are told: their names, and what their properties are called. */
export function EventsForm({ onClose }: { onClose: () => void }) {
  const { slug } = useSeat();
  const names = useQuery(question(slug, 'promises.events', {})).data?.names;
  return names ? <Form names={names} onClose={onClose} /> : null;
}

function Form({ names, onClose }: { names: Names; onClose: () => void }) {
  const { t } = useWords();
  const catalogue = useCatalogue().data;
  const listen = useChange('promises.listen', [
    'promises.events',
    'promises.list',
    'promises.of',
    'promises.retention',
  ]);
  const [wish, setWish] = useState<Names>(names);
  const eventNames = catalogue?.events.map(({ event }) => event) ?? [];
  const propertyNames = [
    ...new Set([wish.made, wish.kept].flatMap((event) => catalogue?.propertiesOf(event) ?? [])),
  ];
  const field = (of: keyof Names, data: readonly string[]) => (
    <Autocomplete
      key={of}
      label={t(`promises.name.${of}`)}
      required
      maxLength={200}
      data={[...data]}
      value={wish[of]}
      comboboxProps={{ withinPortal: false }}
      onChange={(value) => setWish({ ...wish, [of]: value })}
    />
  );
  return (
    <FormDrawer
      title={t('promises.events')}
      onClose={onClose}
      onSave={() =>
        listen.mutate(wish, {
          onSuccess: () => {
            notifications.show({ message: t('promises.events_saved') });
            onClose();
          },
        })
      }
      lacking={Object.values(wish).some((name) => name.trim() === '')}
      busy={listen.isPending}
      error={listen.error}
    >
      <Text size="sm">{t('promises.events_help')}</Text>
      {field('made', eventNames)}
      {field('kept', eventNames)}
      {fields.map((of) => field(of, propertyNames))}
    </FormDrawer>
  );
}
