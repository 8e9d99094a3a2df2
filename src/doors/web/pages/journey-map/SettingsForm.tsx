import { NumberInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { JourneyMap } from '#src/insights/journey-maps/index.ts';
import { useChange } from '../../ask.ts';
import { FormDrawer } from '../../ui/FormDrawer.tsx';
import { eventWords } from '../../words/events.ts';
import { useWords } from '../../words/index.ts';
import type { MapProps } from './props.ts';

const dayMs = 86_400_000;
const lengths = { second: 1_000, minute: 60_000, hour: 3_600_000, day: dayMs } as const;

/** The name of a map, how long people are followed, and what staying is. */
export function SettingsForm({
  map,
  draft,
  catalogue,
  onClose,
}: Pick<MapProps, 'draft' | 'catalogue'> & { map: JourneyMap; onClose: () => void }) {
  const words = useWords();
  const { t } = words;
  const { window, stays } = draft.drawn;
  const [name, setName] = useState(map.name);
  const [days, setDays] = useState(Math.max(1, Math.round((window.amount * lengths[window.of]) / dayMs)));
  const [stayDays, setStayDays] = useState(stays.days);
  const [event, setEvent] = useState(stays.match.event);
  const rename = useChange('journey-maps.change', ['journey-maps.read', 'journey-maps.list']);
  const save = () => {
    const match = event === stays.match.event ? stays.match : { event, where: [] };
    const same =
      days === (window.amount * lengths[window.of]) / dayMs &&
      stayDays === stays.days &&
      match === stays.match;
    if (!same) {
      draft.change((drawn) => ({
        ...drawn,
        window: { amount: days, of: 'day' },
        stays: { match, days: stayDays },
      }));
    }
    if (name.trim() === map.name) onClose();
    else rename.mutate({ id: map.id, name: name.trim() }, { onSuccess: onClose });
  };
  const known = catalogue?.events.map((one) => one.event) ?? [];
  return (
    <FormDrawer
      title={t('journey.edit_map')}
      saves={t('ask.where_apply')}
      lacking={name.trim() === ''}
      busy={rename.isPending}
      error={rename.error}
      onSave={save}
      onClose={onClose}
    >
      <TextInput
        label={t('journey.name')}
        value={name}
        maxLength={200}
        required
        data-autofocus
        onChange={(change) => setName(change.currentTarget.value)}
      />
      <NumberInput
        label={t('journey.window')}
        min={1}
        max={731}
        value={days}
        onChange={(next) => typeof next === 'number' && setDays(next)}
      />
      <NumberInput
        label={t('journey.stay_days')}
        min={1}
        max={366}
        value={stayDays}
        onChange={(next) => typeof next === 'number' && setStayDays(next)}
      />
      <Select
        label={t('journey.stay_by')}
        searchable
        clearable
        placeholder={words.t('event.any.name')}
        data={known.map((one) => ({ value: one, label: eventWords(words, one, 'name') }))}
        value={event}
        onChange={setEvent}
      />
    </FormDrawer>
  );
}
