import { Button, Checkbox, Fieldset, Group, NumberInput, TagsInput, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { Goal } from '#src/customers/goals/index.ts';
import { useChange } from '../../ask.ts';
import type { Asked } from '../../asked.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import type { Match } from '../../ui/conditions.ts';
import { FormDrawer } from '../../ui/FormDrawer.tsx';
import { MatchForm } from '../../ui/MatchForm.tsx';
import { useWords } from '../../words/index.ts';
import { UnitChoice } from './UnitChoice.tsx';

/** An action as it is written: its event may not be chosen yet. */
interface Written {
  readonly key: number;
  readonly name: string;
  readonly match: Match;
  readonly times: number;
  readonly days: number | null;
}

interface GoalFormProps {
  /** The goal to change; null for a new one. */
  readonly goal: Goal | null;
  readonly catalogue: Catalogue;
  readonly onClose: () => void;
}

const touched = ['goals.list', 'goals.board', 'goals.of'] as const;

/** Adds or changes a goal: its name, what else it is called, and the actions that lead to it. */
export function GoalForm({ goal, catalogue, onClose }: GoalFormProps) {
  const { t } = useWords();
  const create = useChange('goals.create', touched);
  const change = useChange('goals.change', touched);
  const [name, setName] = useState(goal?.name ?? '');
  const [unit, setUnit] = useState<Goal['unit']>(goal?.unit ?? 'customer');
  const [toldAs, setToldAs] = useState<string[]>(goal?.current.toldAs ?? []);
  const [ordered, setOrdered] = useState(goal?.current.ordered ?? false);
  const [since, setSince] = useState(goal?.current.counts === 'since');
  const [actions, setActions] = useState<readonly Written[]>(() => writtenOf(goal));
  const whole = actions.flatMap(wholeOf);
  const measured = {
    toldAs,
    ordered,
    counts: since ? ('since' as const) : ('ever' as const),
    actions: whole,
  };
  const done = {
    onSuccess: () => {
      notifications.show({ message: t('goals.saved', { name: name.trim() }) });
      onClose();
    },
  };
  const save = () =>
    goal
      ? change.mutate({ id: goal.id, name: name.trim(), measured }, done)
      : create.mutate({ name: name.trim(), unit, ...measured }, done);
  return (
    <FormDrawer
      title={t(goal ? 'goals.change_title' : 'goals.add')}
      onClose={onClose}
      onSave={save}
      lacking={name.trim() === '' || whole.length === 0 || whole.length < actions.length}
      busy={create.isPending || change.isPending}
      error={create.error ?? change.error}
    >
      <TextInput
        label={t('goals.name')}
        placeholder={t('goals.name_example')}
        required
        maxLength={200}
        value={name}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {goal === null && <UnitChoice unit={unit} onChange={setUnit} />}
      <TagsInput
        label={t('goals.told_as')}
        description={t('goals.told_as_help')}
        value={toldAs}
        maxTags={20}
        comboboxProps={{ withinPortal: false }}
        onChange={setToldAs}
      />
      {actions.map((action, at) => (
        <ActionFields
          key={action.key}
          place={at + 1}
          action={action}
          catalogue={catalogue}
          onChange={(next) => setActions(actions.map((one) => (one.key === next.key ? next : one)))}
          onRemove={
            actions.length > 1 ? () => setActions(actions.filter(({ key }) => key !== action.key)) : undefined
          }
        />
      ))}
      {actions.length < 10 && (
        <Button variant="default" onClick={() => setActions([...actions, emptyAction(actions)])}>
          {t('goals.add_action')}
        </Button>
      )}
      <Checkbox
        label={t('goals.ordered')}
        checked={ordered}
        onChange={(event) => setOrdered(event.currentTarget.checked)}
      />
      <Checkbox
        label={t('goals.since')}
        checked={since}
        onChange={(event) => setSince(event.currentTarget.checked)}
      />
    </FormDrawer>
  );
}

interface ActionFieldsProps {
  readonly place: number;
  readonly action: Written;
  readonly catalogue: Catalogue;
  readonly onChange: (action: Written) => void;
  readonly onRemove: (() => void) | undefined;
}

function ActionFields({ place, action, catalogue, onChange, onRemove }: ActionFieldsProps) {
  const { t } = useWords();
  return (
    <Fieldset legend={t('goals.action_place', { place })}>
      <TextInput
        label={t('goals.action_name')}
        placeholder={t('goals.action_example')}
        required
        maxLength={100}
        value={action.name}
        onChange={(event) => onChange({ ...action, name: event.currentTarget.value })}
      />
      <MatchForm
        label={t('goals.action_event')}
        match={action.match}
        catalogue={catalogue}
        onChange={(match) => onChange({ ...action, match })}
      />
      <Group grow align="end" gap="sm">
        <NumberInput
          label={t('goals.times')}
          min={1}
          max={1000}
          value={action.times}
          onChange={(next) => onChange({ ...action, times: typeof next === 'number' ? next : 1 })}
        />
        <NumberInput
          label={t('goals.days')}
          placeholder={t('goals.days_none')}
          min={1}
          max={3650}
          value={action.days ?? ''}
          onChange={(next) => onChange({ ...action, days: typeof next === 'number' ? next : null })}
        />
      </Group>
      {onRemove && (
        <Button mt="sm" size="xs" variant="subtle" color="red" onClick={onRemove}>
          {t('goals.remove_action', { place })}
        </Button>
      )}
    </Fieldset>
  );
}

function writtenOf(goal: Goal | null): Written[] {
  if (goal === null) return [emptyAction([])];
  return goal.current.actions.map(({ name, match, times, days }, key) => ({
    key,
    name,
    match: { event: match.event, where: match.where },
    times,
    days,
  }));
}

const emptyAction = (others: readonly Written[]): Written => ({
  key: Math.max(-1, ...others.map(({ key }) => key)) + 1,
  name: '',
  match: { event: null },
  times: 1,
  days: null,
});

type Action = Asked['goals.create']['input']['actions'][number];

function wholeOf({ name, match, times, days }: Written): Action[] {
  const { event, where } = match;
  if (name.trim() === '' || event === null) return [];
  return [{ name: name.trim(), match: { event, ...(where === undefined ? {} : { where }) }, times, days }];
}
