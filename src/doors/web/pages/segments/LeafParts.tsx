import { useState } from 'react';
import { ConditionFields, isWhole } from '../../ui/Conditions.tsx';
import { nameIn } from '../../ui/catalogue.ts';
import { conditionsOfPeople, traitFilters } from '../../ui/conditions.ts';
import { SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { SentencePanel } from '../../ui/SentencePanel.tsx';
import { useFigures, useWords, type Word } from '../../words/index.ts';
import { AmountPart } from './AmountPart.tsx';
import { listsOffered, segmentsOffered } from './beginnings.ts';
import { MatchParts } from './MatchParts.tsx';
import type { LeafProps } from './props.ts';
import type { Of } from './rule.ts';
import { WindowPart } from './WindowPart.tsx';

const verbs = ['did', 'did_not', 'first', 'first_not', 'last', 'last_not'] as const;
type Verb = (typeof verbs)[number];

const verbOf = (condition: Of<'did'> | Of<'when'>): Verb => {
  const verb = condition.kind === 'did' ? 'did' : condition.which;
  return condition.inside ? verb : `${verb}_not`;
};

/** The same event and time, said of another verb. */
function withVerb(condition: Of<'did'> | Of<'when'>, verb: Verb): Of<'did'> | Of<'when'> {
  const { match, window } = condition;
  const inside = !verb.endsWith('_not');
  if (verb === 'did' || verb === 'did_not') {
    const amount =
      condition.kind === 'did'
        ? condition.amount
        : { kind: 'times' as const, how: 'at_least' as const, times: 1 };
    return { kind: 'did', inside, match, amount, window };
  }
  return { kind: 'when', inside, which: verb.startsWith('first') ? 'first' : 'last', match, window };
}

/** What people did, so often, in some time; or when they did it first or last. */
export function DeedLine({ condition, catalogue, onChange }: LeafProps<Of<'did'> | Of<'when'>>) {
  const { t } = useWords();
  return (
    <>
      <SentenceChoice
        label={t('segments.part.verb')}
        value={verbOf(condition)}
        choices={verbs.map((value) => ({ value, reads: t(`segments.verb.${value}`) }))}
        onChoose={(next) => onChange(withVerb(condition, verbs.find((one) => one === next) ?? 'did'))}
      />{' '}
      <MatchParts
        label={t('segments.part.event')}
        match={condition.match}
        catalogue={catalogue}
        onChange={(match) => onChange({ ...condition, match })}
      />{' '}
      {condition.kind === 'did' && (
        <>
          <AmountPart
            condition={condition}
            properties={catalogue.propertiesOf(condition.match.event)}
            onChange={(amount) => onChange({ ...condition, amount })}
          />{' '}
        </>
      )}
      <WindowPart
        window={condition.window}
        lastDay={catalogue.span.last}
        ever={condition.kind === 'did'}
        onChange={(window) => onChange({ ...condition, window })}
      />
    </>
  );
}

/** A trait of theirs, as it is now. */
export function TraitLine({ condition, catalogue, unit, onChange }: LeafProps<Of<'trait'>>) {
  const { t } = useWords();
  const figures = useFigures();
  const { trait, how, values } = condition;
  return (
    <>
      {t('segments.trait_whose')}{' '}
      <SentencePanel
        label={t('segments.part.trait')}
        width={380}
        reads={t('ask.one_condition', {
          name: trait,
          how: t(`ask.how.${how}`),
          values: figures.either(values.map(String)),
        }).trim()}
      >
        {() => <TraitForm condition={condition} names={catalogue.traits} unit={unit} onChange={onChange} />}
      </SentencePanel>
    </>
  );
}

interface TraitFormProps extends Pick<LeafProps<Of<'trait'>>, 'condition' | 'unit' | 'onChange'> {
  readonly names: readonly string[];
}

/** What is being written lives here until it is whole. */
function TraitForm({ condition, names, unit, onChange }: TraitFormProps) {
  const { t } = useWords();
  const [written, setWritten] = useState(
    () => conditionsOfPeople([condition])[0] ?? { name: '', how: 'is' as const, values: [] },
  );
  return (
    <ConditionFields
      label={t('ask.where_trait')}
      names={names}
      of={{ kind: 'trait', unit }}
      condition={written}
      onChange={(next) => {
        setWritten(next);
        const [filter] = isWhole(next) ? traitFilters([next]) : [];
        if (filter?.kind === 'trait') onChange({ ...filter, values: filter.values ?? [] });
      }}
    />
  );
}

/** In a list or a segment, or not. */
export function MemberLine({
  condition,
  catalogue,
  unit,
  segment,
  onChange,
}: LeafProps<Of<'list'> | Of<'segment'>>) {
  const { t } = useWords();
  const { kind } = condition;
  const chosen = kind === 'list' ? condition.list : condition.segment;
  const named = kind === 'list' ? catalogue.lists : catalogue.segments;
  const offered =
    kind === 'list' ? listsOffered(catalogue, { unit }) : segmentsOffered(catalogue, { unit, segment });
  const choices = offered.map(({ id, name, size }) => ({
    value: id,
    reads: t('shell.quoted', { name }),
    name,
    hint: size === null ? undefined : t('segments.size', { count: size, unit }),
  }));
  const known = choices.some(({ value }) => value === chosen);
  return (
    <>
      <InsidePart
        kind={kind}
        inside={condition.inside}
        onChange={(inside) => onChange({ ...condition, inside })}
      />{' '}
      <SentenceChoice
        label={t(`segments.part.${kind}`)}
        value={chosen}
        choices={
          known
            ? choices
            : [{ value: chosen, reads: t('shell.quoted', { name: nameIn(named, chosen) }) }, ...choices]
        }
        onChoose={(next) =>
          onChange(condition.kind === 'list' ? { ...condition, list: next } : { ...condition, segment: next })
        }
      />
    </>
  );
}

type Turned = 'phase' | 'list' | 'segment' | 'sequence' | 'contract' | 'group' | 'account' | 'people';
const labelOf: Readonly<Record<Turned, Word>> = {
  list: 'segments.part.inside',
  segment: 'segments.part.inside',
  sequence: 'segments.part.sequence',
  contract: 'segments.part.contract',
  phase: 'segments.part.inside',
  group: 'segments.part.nest',
  account: 'segments.part.nest',
  people: 'segments.part.nest',
};

/** Whether it holds for them, or does not: « sont dans le segment », « ne sont pas dans le segment ». */
export function InsidePart({ kind, inside, onChange }: InsidePartProps) {
  const { t } = useWords();
  return (
    <SentenceChoice
      label={t(labelOf[kind])}
      value={inside ? 'in' : 'out'}
      choices={[
        { value: 'in', reads: t(`segments.verb.${kind}`) },
        { value: 'out', reads: t(`segments.verb.${kind}_not`) },
      ]}
      onChoose={(next) => onChange(next === 'in')}
    />
  );
}

interface InsidePartProps {
  readonly kind: Turned;
  readonly inside: boolean;
  readonly onChange: (inside: boolean) => void;
}
