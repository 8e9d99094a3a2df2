import { Autocomplete, NumberInput, Radio, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { useWords } from '../../words/index.ts';
import type { Event, Plan } from './shapes.ts';
import { saidBefore } from './standing.ts';

type Reasons = Pick<Event, 'purpose' | 'owner' | 'metric'>;

interface ReasonFieldsProps {
  readonly of: Reasons;
  readonly plan: Plan;
  /** True: it cannot be kept without them. */
  readonly required: boolean;
  /** Said where a field is empty. */
  readonly instead?: Reasons;
  readonly focused?: boolean;
  readonly onChange: (part: Partial<Reasons>) => void;
}

/** What it is for, who answers for it, which figure is made of it. */
export function ReasonFields({ of, plan, required, instead, focused, onChange }: ReasonFieldsProps) {
  const { t } = useWords();
  const before = useMemo(() => saidBefore(plan), [plan]);
  return (
    <>
      <Textarea
        label={t('plan.field.purpose')}
        placeholder={instead?.purpose ?? t('plan.purpose_example')}
        autosize
        minRows={2}
        maxLength={1000}
        required={required}
        data-autofocus={focused || undefined}
        autoFocus={focused ?? false}
        value={of.purpose ?? ''}
        onChange={(event) => onChange({ purpose: event.currentTarget.value })}
      />
      <Autocomplete
        label={t('plan.field.owner')}
        placeholder={instead?.owner ?? t('plan.owner_example')}
        data={before.owners}
        maxLength={1000}
        required={required}
        value={of.owner ?? ''}
        onChange={(owner) => onChange({ owner })}
      />
      <Autocomplete
        label={t('plan.field.metric')}
        placeholder={instead?.metric ?? t('plan.metric_example')}
        data={before.metrics}
        maxLength={1000}
        required={required}
        value={of.metric ?? ''}
        onChange={(metric) => onChange({ metric })}
      />
    </>
  );
}

interface EventFieldsProps {
  readonly event: Event;
  readonly plan: Plan;
  /** Another event of the plan has this name. */
  readonly taken: boolean;
  readonly onChange: (event: Event) => void;
}

/** The fields of an event, without its properties. */
export function EventFields({ event, plan, taken, onChange }: EventFieldsProps) {
  const { t } = useWords();
  const put = (part: Partial<Event>) => onChange({ ...event, ...part });
  return (
    <Stack gap="md">
      <TextInput
        label={t('plan.field.name')}
        description={t('plan.name_help')}
        required
        maxLength={200}
        data-autofocus
        value={event.name}
        error={taken ? t('plan.name_taken') : undefined}
        onChange={(change) => put({ name: change.currentTarget.value })}
      />
      <Switch
        label={t('plan.collect')}
        description={t('plan.collect_help')}
        checked={event.active}
        onChange={(change) => put({ active: change.currentTarget.checked })}
      />
      <ReasonFields of={event} plan={plan} required={event.active} onChange={put} />
      <TextInput
        label={t('plan.field.description')}
        maxLength={2000}
        value={event.description}
        onChange={(change) => put({ description: change.currentTarget.value })}
      />
      <GranularityField value={event.granularity} onChange={(granularity) => put({ granularity })} />
      <NumberInput
        label={t('plan.field.review')}
        description={t('plan.review_help')}
        min={1}
        max={3650}
        required
        maw={240}
        suffix={t('plan.days_suffix')}
        value={event.review.everyDays}
        onChange={(days) => typeof days === 'number' && put({ review: { ...event.review, everyDays: days } })}
      />
    </Stack>
  );
}

interface GranularityProps {
  readonly value: Event['granularity'];
  readonly onChange: (value: Event['granularity']) => void;
}

/** Only that it happened, or what was around it too. */
export function GranularityField({ value, onChange }: GranularityProps) {
  const { t } = useWords();
  return (
    <Radio.Group
      label={t('plan.field.granularity')}
      value={value}
      onChange={(next) => onChange(next === 'action' ? 'action' : 'context')}
    >
      <Stack gap="xs" mt={4}>
        {(['action', 'context'] as const).map((one) => (
          <Radio
            key={one}
            value={one}
            label={t(`plan.granularity.${one}`)}
            description={t(`plan.granularity_help.${one}`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
