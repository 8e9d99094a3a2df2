import { Button, Group, Rating, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OfAnswer } from '#src/insights/health/index.ts';
import { useActorNames } from '../../actors.ts';
import { question, useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { Part } from '../../ui/Parts.tsx';
import { Refused } from '../../ui/Refused.tsx';
import type { Saying } from './saying.ts';

/** What people who know the account sensed, and one's own impression to be noted. */
export function Pulses({ one, saying }: { readonly one: OfAnswer; readonly saying: Saying }) {
  const { words, figures } = saying;
  const { t } = words;
  const { slug, timezone } = useSeat();
  const may = useMay('customers:write');
  const nameOf = useActorNames();
  const [value, setValue] = useState(0);
  const [note, setNote] = useState('');
  const whose = { unit: one.unit, holder: one.row.holder.id };
  const { data } = useQuery(question(slug, 'health.pulses', whose));
  const say = useChange('health.pulse', ['health.pulses', 'health.of', 'health.board']);
  const pulses = data?.pulses ?? [];
  if (!may && pulses.length === 0) return null;
  const save = () =>
    say.mutate(
      { ...whose, value, note },
      {
        onSuccess: () => {
          setValue(0);
          setNote('');
          notifications.show({ message: t('health.pulse_saved') });
        },
      },
    );
  return (
    <Part title={t('health.measure.pulse')}>
      {may && (
        <Group gap="sm" align="end">
          <Rating
            aria-label={t('health.pulse_say')}
            value={value}
            onChange={setValue}
            getSymbolLabel={(symbol) => t('health.pulse_value', { value: symbol })}
          />
          <TextInput
            size="xs"
            label={t('health.pulse_note')}
            maxLength={1000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <Button size="xs" variant="default" disabled={value === 0} loading={say.isPending} onClick={save}>
            {t('shell.save')}
          </Button>
        </Group>
      )}
      {say.error && <Refused error={say.error} />}
      <ul>
        {pulses.map((pulse) => (
          <li key={pulse.at}>
            {figures.dayOrMoment(pulse.at, timezone)} · {t('health.pulse_value', { value: pulse.value })} ·{' '}
            {nameOf(pulse.by)} {pulse.note}
          </li>
        ))}
      </ul>
    </Part>
  );
}
