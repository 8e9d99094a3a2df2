import { Alert, Checkbox, NumberInput, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Milestone } from '#src/customers/milestones/index.ts';
import { question, useChange } from '../../ask.ts';
import type { Asked } from '../../asked.ts';
import { useSeat } from '../../seat.ts';
import { useDefinitions } from '../../ui/ActivePart.tsx';
import type { Catalogue } from '../../ui/catalogue.ts';
import type { Match } from '../../ui/conditions.ts';
import { FormDrawer } from '../../ui/FormDrawer.tsx';
import { MatchForm } from '../../ui/MatchForm.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { useFigures, useWords } from '../../words/index.ts';

type RuleAsk = Asked['milestones.create']['input']['rule'];
type Kind = RuleAsk['kind'];
const kinds = ['times', 'quantity', 'days', 'anniversary'] as const satisfies readonly Kind[];
const usual: Readonly<Record<Kind, number>> = { times: 100, quantity: 1_000, days: 30, anniversary: 12 };

/** A rule as it is written: something may be missing still. */
interface Written {
  readonly kind: Kind;
  readonly match: Match;
  /** A definition of value, where days are counted by one. */
  readonly definition: string | null;
  readonly property: string | null;
  readonly much: number;
}

interface MilestoneFormProps {
  /** The milestone to change; null for a new one. */
  readonly milestone: Milestone | null;
  readonly catalogue: Catalogue;
  readonly onClose: () => void;
}

/** Adds or changes a milestone, with how many have it already and how many are near. */
export function MilestoneForm({ milestone, catalogue, onClose }: MilestoneFormProps) {
  const { t } = useWords();
  const create = useChange('milestones.create', ['milestones.list']);
  const change = useChange('milestones.change', ['milestones.list']);
  const [name, setName] = useState(milestone?.name ?? '');
  const [claimable, setClaimable] = useState(milestone?.claimable ?? false);
  const [written, setWritten] = useState(() => writtenOf(milestone, catalogue));
  const rule = ruleOf(written);
  const done = {
    onSuccess: () => {
      notifications.show({ message: t('milestones.saved', { name: name.trim() }) });
      onClose();
    },
  };
  const save = () => {
    if (rule === null) return;
    const wish = { name: name.trim(), claimable, rule };
    if (milestone) change.mutate({ id: milestone.id, ...wish }, done);
    else create.mutate(wish, done);
  };
  return (
    <FormDrawer
      title={t(milestone ? 'milestones.change_title' : 'milestones.add')}
      onClose={onClose}
      onSave={save}
      lacking={name.trim() === '' || rule === null}
      busy={create.isPending || change.isPending}
      error={create.error ?? change.error}
    >
      <TextInput
        label={t('milestones.name')}
        placeholder={t('milestones.name_example')}
        required
        maxLength={200}
        value={name}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <RuleFields written={written} catalogue={catalogue} onChange={setWritten} />
      <Checkbox
        label={t('milestones.claimable')}
        description={t('milestones.claimable_help')}
        checked={claimable}
        onChange={(event) => setClaimable(event.currentTarget.checked)}
      />
      {rule !== null && <Previewed rule={rule} />}
    </FormDrawer>
  );
}

interface RuleFieldsProps {
  readonly written: Written;
  readonly catalogue: Catalogue;
  readonly onChange: (written: Written) => void;
}

function RuleFields({ written, catalogue, onChange }: RuleFieldsProps) {
  const { t } = useWords();
  const definitions = useDefinitions();
  const { kind, match, definition, property, much } = written;
  const properties = catalogue.propertiesOf(match.event);
  return (
    <>
      <Select
        label={t('milestones.kind')}
        allowDeselect={false}
        data={kinds.map((one) => ({ value: one, label: t(`milestones.kind.${one}`) }))}
        value={kind}
        comboboxProps={{ withinPortal: false }}
        onChange={(next) => {
          const found = kinds.find((one) => one === next) ?? kind;
          onChange({ ...written, kind: found, much: usual[found] });
        }}
      />
      {kind === 'days' && definitions.length > 0 && (
        <Select
          clearable
          label={t('milestones.value')}
          placeholder={t('milestones.value_none')}
          data={definitions.map(({ id, name }) => ({ value: id, label: name }))}
          value={definition}
          comboboxProps={{ withinPortal: false }}
          onChange={(next) => onChange({ ...written, definition: next })}
        />
      )}
      {(kind !== 'days' || definition === null) && (
        <MatchForm
          label={t(kind === 'anniversary' ? 'milestones.first_event' : 'milestones.event')}
          match={match}
          catalogue={catalogue}
          onChange={(next) => onChange({ ...written, match: next, property: null })}
        />
      )}
      {kind === 'quantity' && (
        <Select
          searchable
          label={t('milestones.property')}
          data={[...new Set([...properties, ...(property === null ? [] : [property])])]}
          value={property}
          comboboxProps={{ withinPortal: false }}
          onChange={(next) => onChange({ ...written, property: next })}
        />
      )}
      <NumberInput
        label={t(`milestones.much.${kind}`)}
        min={kind === 'quantity' ? 0 : 1}
        value={much}
        onChange={(next) => onChange({ ...written, much: typeof next === 'number' ? next : 0 })}
      />
    </>
  );
}

function Previewed({ rule }: { rule: RuleAsk }) {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const { slug } = useSeat();
  const [asked] = useDebouncedValue(rule, 400);
  const preview = useQuery({
    ...question(slug, 'milestones.preview', { rule: asked }),
    placeholderData: keepPreviousData,
  });
  if (preview.isError) return <Refused error={preview.error} />;
  if (!preview.data) return null;
  const { reached, near } = preview.data;
  return (
    <Alert variant="light" title={words.said(preview.data.words)}>
      <p>{t('milestones.preview_reached', { count: reached, figure: figures.count(reached) })}</p>
      <p>
        {t(rule.kind === 'anniversary' ? 'milestones.preview_soon' : 'milestones.preview_near', {
          count: near,
          figure: figures.count(near),
        })}
      </p>
    </Alert>
  );
}

function writtenOf(milestone: Milestone | null, { events }: Catalogue): Written {
  const blank = { definition: null, property: null, match: { event: events[0]?.event ?? null } };
  if (milestone === null) return { ...blank, kind: 'times', much: usual.times };
  const { rule } = milestone.current;
  if (rule.kind === 'days') {
    const { kind, of, days } = rule;
    if ('value' in of) return { ...blank, kind, much: days, definition: of.value.definition };
    return { ...blank, kind, much: days, match: of };
  }
  const { kind, match } = rule;
  if (kind === 'times') return { ...blank, kind, match, much: rule.times };
  if (kind === 'quantity') return { ...blank, kind, match, property: rule.property, much: rule.quantity };
  return { ...blank, kind, match, much: rule.months };
}

function ruleOf({ kind, match, definition, property, much }: Written): RuleAsk | null {
  if (much <= 0) return null;
  if (kind === 'days' && definition !== null) return { kind, of: { value: { definition } }, days: much };
  const { event, where } = match;
  if (event === null) return null;
  const named = { event, ...(where === undefined ? {} : { where: [...where] }) };
  if (kind === 'days') return { kind, of: named, days: much };
  if (kind === 'times') return { kind, match: named, times: much };
  if (kind === 'anniversary') return { kind, match: named, months: much };
  return property === null ? null : { kind, match: named, property, quantity: much };
}
