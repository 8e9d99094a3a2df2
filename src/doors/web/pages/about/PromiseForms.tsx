import { Group, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Promised } from '#src/customers/promises/index.ts';
import { useChange } from '../../ask.ts';
import { InlineForm } from '../../ui/InlineForm.tsx';
import { useWords } from '../../words/index.ts';
import { type AboutProps, useToday } from './about.ts';

const touched = ['promises.of', 'promises.list', 'promises.retention', 'tasks.list'] as const;

/** Records a promise to a person or an account. */
export function PromiseForm({ about, onDone }: AboutProps & { onDone: () => void }) {
  const { t } = useWords();
  const record = useChange('promises.record', touched);
  const today = useToday();
  const [what, setWhat] = useState('');
  const [madeOn, setMadeOn] = useState(today);
  const [dueOn, setDueOn] = useState('');
  const [promised, setPromised] = useState<number | null>(null);
  const [unit, setUnit] = useState('');
  const save = () =>
    record.mutate(
      { about, what: what.trim(), madeOn, dueOn, promised, unit: unit.trim() },
      { onSuccess: onDone },
    );
  return (
    <InlineForm
      label={t('promises.record')}
      changes={[record]}
      lacking={what.trim() === '' || dueOn === ''}
      onSave={save}
      onCancel={onDone}
    >
      <TextInput
        label={t('promises.what')}
        placeholder={t('promises.what_example')}
        required
        maxLength={200}
        value={what}
        data-autofocus
        onChange={(event) => setWhat(event.currentTarget.value)}
      />
      <Group gap="sm" align="end">
        <TextInput
          type="date"
          label={t('promises.made_on')}
          required
          max={today}
          value={madeOn}
          onChange={(event) => setMadeOn(event.currentTarget.value)}
        />
        <TextInput
          type="date"
          label={t('promises.due_on')}
          required
          min={madeOn}
          value={dueOn}
          onChange={(event) => setDueOn(event.currentTarget.value)}
        />
        <NumberInput
          label={t('promises.quantity')}
          min={0}
          value={promised ?? ''}
          onChange={(next) => setPromised(typeof next === 'number' && next > 0 ? next : null)}
        />
        <TextInput
          label={t('promises.unit')}
          maxLength={40}
          value={unit}
          onChange={(event) => setUnit(event.currentTarget.value)}
        />
      </Group>
    </InlineForm>
  );
}

/** Says when a promise was kept, and with how much where a quantity was promised. */
export function KeepForm({ promise, onDone }: { promise: Promised; onDone: () => void }) {
  const { t } = useWords();
  const keep = useChange('promises.keep', touched);
  const today = useToday();
  const [keptOn, setKeptOn] = useState(promise.keptOn ?? today);
  const [actual, setActual] = useState<number | null>(promise.actual ?? promise.promised);
  const save = () => {
    const came = promise.promised === null || actual === null ? {} : { actual };
    keep.mutate({ id: promise.id, keptOn, ...came }, { onSuccess: onDone });
  };
  return (
    <InlineForm
      label={t('promises.keep')}
      changes={[keep]}
      lacking={keptOn === ''}
      onSave={save}
      onCancel={onDone}
    >
      <Group gap="sm" align="end">
        <TextInput
          type="date"
          label={t('promises.kept_on')}
          required
          min={promise.madeOn}
          max={today}
          value={keptOn}
          data-autofocus
          onChange={(event) => setKeptOn(event.currentTarget.value)}
        />
        {promise.promised !== null && (
          <NumberInput
            label={t('promises.actual', { unit: promise.unit === '' ? 'none' : promise.unit })}
            required
            min={0}
            value={actual ?? ''}
            onChange={(next) => setActual(typeof next === 'number' ? next : null)}
          />
        )}
      </Group>
    </InlineForm>
  );
}
