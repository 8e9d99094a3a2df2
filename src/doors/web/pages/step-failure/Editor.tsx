import { ActionIcon, Button, Drawer, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { RankingAskInput } from '#src/insights/step-failure/index.ts';
import { question, useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { useDefinitions } from '../../ui/ActivePart.tsx';
import type { Catalogue } from '../../ui/catalogue.ts';
import type { WhichValue } from '../../ui/deed.ts';
import { NameForm } from '../../ui/NameForm.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { eventWords } from '../../words/events.ts';
import { useWords } from '../../words/index.ts';
import { lackOf, silenceOf } from './departure.ts';
import styles from './Editor.module.css';
import type { DeclaredAsked } from './search.ts';

interface EditorProps {
  readonly declared: DeclaredAsked;
  readonly catalogue: Catalogue;
  readonly onAsk: (of: RankingAskInput['of']) => void;
  readonly onClose: () => void;
}

/** Declares an onboarding: where it begins, its steps, its days, what leaving is. It can be kept under a name. */
export function Editor({ declared, catalogue, onAsk, onClose }: EditorProps) {
  const { t } = useWords();
  const { slug } = useSeat();
  const may = useMay('insights:write');
  const [draft, setDraft] = useState(declared);
  const kept = useQuery(question(slug, 'onboarding.list', {}));
  const create = useChange('onboarding.create', ['onboarding.list']);
  const known = kept.data?.onboardings.filter(({ retiredAt }) => retiredAt === null) ?? [];
  return (
    <Drawer opened onClose={onClose} size={520} title={t('steps.edit')}>
      <Stack gap="md">
        {known.length > 0 && (
          <Select
            label={t('steps.kept')}
            placeholder={t('steps.kept_choose')}
            data={known.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(onboarding) => onboarding && onAsk({ onboarding })}
          />
        )}
        <EventSelect
          focused
          label={t('steps.start')}
          event={draft.start.event}
          catalogue={catalogue}
          onChange={(event) => setDraft({ ...draft, start: { event } })}
        />
        <StepList
          steps={draft.steps}
          catalogue={catalogue}
          onChange={(steps) => setDraft({ ...draft, steps })}
        />
        <NumberInput
          label={t('steps.window')}
          min={1}
          max={366}
          value={draft.windowDays}
          onChange={(days) => typeof days === 'number' && setDraft({ ...draft, windowDays: days })}
        />
        <DepartureFields
          departure={draft.departure}
          catalogue={catalogue}
          onChange={(departure) => setDraft({ ...draft, departure })}
        />
        <Button onClick={() => onAsk({ declared: draft })}>{t('ask.where_apply')}</Button>
        {may && (
          <NameForm
            label={t('steps.keep')}
            busy={create.isPending}
            onName={(name) =>
              create.mutate(
                { name, declared: draft },
                {
                  onSuccess: ({ onboarding }) => {
                    notifications.show({ message: t('steps.is_kept', { name }) });
                    onAsk({ onboarding: onboarding.id });
                  },
                },
              )
            }
          />
        )}
        {create.isError && <Refused error={create.error} />}
      </Stack>
    </Drawer>
  );
}

interface EventSelectProps {
  readonly label: string;
  readonly event: string | null;
  readonly none?: string;
  /** Takes the focus when the drawer opens. */
  readonly focused?: boolean;
  readonly catalogue: Catalogue;
  readonly onChange: (event: string | null) => void;
}

function EventSelect({ label, event, none, focused, catalogue, onChange }: EventSelectProps) {
  const words = useWords();
  const names = new Set([...catalogue.events.map((one) => one.event), ...(event === null ? [] : [event])]);
  return (
    <Select
      size="sm"
      label={label}
      searchable
      clearable={none !== undefined}
      placeholder={none ?? words.t('event.any.name')}
      data={[...names].map((name) => ({ value: name, label: eventWords(words, name, 'name') }))}
      value={event}
      onChange={onChange}
      data-autofocus={focused || undefined}
    />
  );
}

interface StepListProps {
  readonly steps: DeclaredAsked['steps'];
  readonly catalogue: Catalogue;
  readonly onChange: (steps: DeclaredAsked['steps']) => void;
}

function StepList({ steps, catalogue, onChange }: StepListProps) {
  const words = useWords();
  const { t } = words;
  const put = (at: number, part: Partial<DeclaredAsked['steps'][number]>) =>
    onChange(steps.map((one, place) => (place === at ? { ...one, ...part } : one)));
  const swap = (at: number, other: number) =>
    onChange(
      steps.map((one, place) => (place === at ? steps[other] : place === other ? steps[at] : one) ?? one),
    );
  const first = catalogue.events[0]?.event ?? '';
  return (
    <ol className={styles.steps}>
      {steps.map((step, at) => (
        <li key={at} className={styles.step}>
          <TextInput
            label={t('funnels.step_n', { n: at + 1 })}
            value={step.name}
            required
            maxLength={200}
            onChange={(event) => put(at, { name: event.currentTarget.value })}
          />
          <Group grow gap="xs">
            <EventSelect
              label={t('steps.done')}
              event={step.done.event}
              catalogue={catalogue}
              onChange={(event) => put(at, { done: { event } })}
            />
            <EventSelect
              label={t('steps.failed')}
              none={t('steps.failed_none')}
              event={step.failed?.event ?? null}
              catalogue={catalogue}
              onChange={(event) => put(at, { failed: event === null ? null : { event } })}
            />
          </Group>
          <Group gap="xs">
            <ActionIcon
              variant="default"
              aria-label={t('funnels.step_earlier')}
              disabled={at === 0}
              onClick={() => swap(at, at - 1)}
            >
              <IconArrowUp size={16} />
            </ActionIcon>
            <ActionIcon
              variant="default"
              aria-label={t('funnels.step_later')}
              disabled={at === steps.length - 1}
              onClick={() => swap(at, at + 1)}
            >
              <IconArrowDown size={16} />
            </ActionIcon>
            <ActionIcon
              variant="default"
              aria-label={t('funnels.step_remove')}
              disabled={steps.length < 2}
              onClick={() => onChange(steps.filter((_, place) => place !== at))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Group>
        </li>
      ))}
      {steps.length < 20 && (
        <li className={styles.add}>
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() =>
              onChange([...steps, { name: eventWords(words, first, 'name'), done: { event: first } }])
            }
          >
            {t('funnels.step_add')}
          </Button>
        </li>
      )}
    </ol>
  );
}

const kinds = ['silence', 'value', 'event', 'contract'] as const;

interface DepartureProps {
  readonly departure: DeclaredAsked['departure'];
  readonly catalogue: Catalogue;
  readonly onChange: (departure: DeclaredAsked['departure']) => void;
}

function DepartureFields({ departure, catalogue, onChange }: DepartureProps) {
  const { t } = useWords();
  const anyEvent = catalogue.events[0]?.event ?? null;
  const definitions = useDefinitions();
  const usual = definitions.find(({ isDefault }) => isDefault) ?? definitions[0];
  const match = departure.kind === 'silence' ? departure.match : undefined;
  const lacking = match !== undefined && 'value' in match ? match.value : undefined;
  const lacks = (value: WhichValue) => {
    const known = definitions.find(({ id }) => id === (value.definition ?? usual?.id));
    onChange(lackOf(value, known, departure));
  };
  const offered = kinds.filter((kind) => kind !== 'value' || usual !== undefined || lacking !== undefined);
  return (
    <Stack gap="xs">
      <Select
        label={t('steps.departure')}
        allowDeselect={false}
        value={lacking === undefined ? departure.kind : 'value'}
        data={offered.map((kind) => ({ value: kind, label: t(`steps.departure.${kind}`) }))}
        onChange={(kind) => {
          if (kind === 'silence') onChange(silenceOf(departure));
          else if (kind === 'value') lacks({ definition: usual?.id ?? null });
          else if (kind === 'event') onChange({ kind, match: { event: anyEvent }, to: departure.to });
          else if (kind === 'contract') onChange({ kind, to: departure.to });
        }}
      />
      {lacking !== undefined && (
        <Select
          label={t('active.which_value')}
          allowDeselect={false}
          data={definitions.map(({ id, name }) => ({ value: id, label: name }))}
          value={lacking.definition ?? usual?.id ?? null}
          onChange={(definition) => definition && lacks({ definition })}
        />
      )}
      {departure.kind === 'event' && (
        <EventSelect
          label={t('steps.departure_event')}
          event={departure.match.event}
          catalogue={catalogue}
          onChange={(event) => onChange({ ...departure, match: { event } })}
        />
      )}
      <Group grow gap="xs">
        {departure.kind === 'silence' && (
          <NumberInput
            label={t('steps.from_day')}
            min={1}
            max={3660}
            value={departure.from}
            onChange={(from) => typeof from === 'number' && onChange({ ...departure, from })}
          />
        )}
        <NumberInput
          label={t('steps.to_day')}
          min={1}
          max={3660}
          value={departure.to}
          onChange={(to) => typeof to === 'number' && onChange({ ...departure, to })}
        />
      </Group>
    </Stack>
  );
}
