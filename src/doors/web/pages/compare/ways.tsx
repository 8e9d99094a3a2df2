import { Button, Checkbox, Group, MultiSelect, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { question as asking } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { type Condition, Conditions, isWhole } from '../../ui/Conditions.tsx';
import { type Catalogue, nameIn, traitNames } from '../../ui/catalogue.ts';
import type { ComparedQuestion, GroupArm } from '../../ui/comparable.ts';
import { peopleSaid, traitFilters } from '../../ui/conditions.ts';
import { DateFields } from '../../ui/DateFields.tsx';
import { useUnit } from '../../ui/WhoPart.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { rangesOf } from './shape.ts';

interface WayProps {
  readonly catalogue: Catalogue;
  readonly question: ComparedQuestion;
  readonly onAdd: (arms: readonly GroupArm[]) => void;
}

const Add = ({ lacking, onAdd }: { lacking: boolean; onAdd: () => void }) => {
  const { t } = useWords();
  return (
    <Group>
      <Button variant="light" size="sm" disabled={lacking} onClick={onAdd}>
        {t('groups.add')}
      </Button>
    </Group>
  );
};

/** So many of a trait's most frequent values are offered, and so many are chosen at first. */
const [mostValues, firstValues] = [50, 3];

/** « Instagram » needs no more; « oui » or « 3 » must say of what. */
const tellsItself = (value: string): boolean =>
  /\p{L}{3}/u.test(value) &&
  !['oui', 'non', 'yes', 'true', 'false', 'none', 'null'].includes(value.toLowerCase());

/** Values of a trait, a group each: the most frequent are chosen at first. */
export function ByTrait({ catalogue, question, onAdd }: WayProps) {
  const { t } = useWords();
  const { slug } = useSeat();
  const unit = useUnit(question.ask);
  const [trait, setTrait] = useState<string | null>(null);
  const [picked, setPicked] = useState<string[] | null>(null);
  const found = useQuery({
    ...asking(slug, 'traits.values', { trait: trait ?? '', unit, limit: mostValues }),
    enabled: trait !== null,
  });
  const known = trait === null ? [] : (found.data?.values.map(({ value }) => value) ?? []);
  const values = picked ?? known.slice(0, firstValues);
  if (traitNames(catalogue).length === 0) return <Text>{t('groups.no_traits')}</Text>;
  return (
    <Stack gap="sm">
      <Select
        label={t('groups.trait')}
        data={traitNames(catalogue)}
        value={trait}
        searchable
        onChange={(next) => {
          setTrait(next);
          setPicked(null);
        }}
      />
      {trait !== null && (
        <MultiSelect
          label={t('groups.trait_values')}
          data={known}
          value={values}
          onChange={setPicked}
          searchable
          hidePickedOptions
        />
      )}
      <Add
        lacking={trait === null || values.length === 0}
        onAdd={() =>
          onAdd(
            values.map((value) => ({
              kind: 'people',
              name: tellsItself(value) ? value : t('groups.trait_value', { trait: trait ?? '', value }),
              people: [{ kind: 'trait', trait: trait ?? '', how: 'is', values: [value] }],
            })),
          )
        }
      />
    </Stack>
  );
}

/** Saved lists, a group each. */
export function ByLists({ catalogue, onAdd }: Pick<WayProps, 'catalogue' | 'onAdd'>) {
  const { t } = useWords();
  const [lists, setLists] = useState<string[]>([]);
  if (catalogue.lists.length === 0) return <Text>{t('groups.no_lists')}</Text>;
  return (
    <Stack gap="sm">
      <MultiSelect
        label={t('groups.list')}
        data={catalogue.lists.map(({ id, name }) => ({ value: id, label: name }))}
        value={lists}
        onChange={setLists}
        searchable
        hidePickedOptions
      />
      <Add
        lacking={lists.length === 0}
        onAdd={() => {
          onAdd(lists.map((list) => ({ kind: 'list', list })));
          setLists([]);
        }}
      />
    </Stack>
  );
}

/** Segments: a group each, or one against everybody else. */
export function BySegments({ catalogue, question, onAdd }: WayProps) {
  const { t } = useWords();
  const unit = useUnit(question.ask);
  const [chosen, setChosen] = useState<string[]>([]);
  const [others, setOthers] = useState(true);
  const offered = catalogue.segments.filter((one) => one.unit === unit && !one.retired);
  if (offered.length === 0) return <Text>{t('groups.no_segments')}</Text>;
  const armOf = (segment: string, inside: boolean): GroupArm => {
    const name = nameIn(offered, segment);
    return {
      kind: 'people',
      name: inside ? name : t('ask.everyone_but', { name }),
      people: [{ kind: 'segment', segment, inside }],
    };
  };
  return (
    <Stack gap="sm">
      <MultiSelect
        label={t('groups.segment')}
        data={offered.map(({ id, name }) => ({ value: id, label: name }))}
        value={chosen}
        onChange={setChosen}
        searchable
        hidePickedOptions
      />
      <Checkbox
        label={t('groups.segment_others')}
        checked={others}
        onChange={(event) => setOthers(event.currentTarget.checked)}
      />
      <Add
        lacking={chosen.length === 0}
        onAdd={() => {
          onAdd(chosen.flatMap((id) => (others ? [armOf(id, true), armOf(id, false)] : [armOf(id, true)])));
          setChosen([]);
        }}
      />
    </Stack>
  );
}

/** A range of dates in place of the question's own. */
export function ByDates({ question, onAdd }: Pick<WayProps, 'question' | 'onAdd'>) {
  const { t } = useWords();
  const ranges = rangesOf(question);
  const [from, setFrom] = useState(ranges?.own.from ?? '');
  const [to, setTo] = useState(ranges?.own.to ?? '');
  if (question.of === 'habit.grid') return <Text>{t('groups.no_range')}</Text>;
  return (
    <Stack gap="sm">
      {ranges && (
        <Group gap="xs">
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => onAdd([{ kind: 'range', ...ranges.own }])}
          >
            {t('groups.same_range')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => onAdd([{ kind: 'range', ...ranges.before }])}
          >
            {t('groups.range_before')}
          </Button>
        </Group>
      )}
      <DateFields from={from} to={to} onFrom={setFrom} onTo={setTo} required={false} />
      <Add
        lacking={from === '' || to === '' || from > to}
        onAdd={() => onAdd([{ kind: 'range', from, to }])}
      />
    </Stack>
  );
}

/** People of conditions, under a name. */
export function ByConditions({ catalogue, question, onAdd }: WayProps) {
  const words = useWords();
  const figures = useFigures();
  const { t } = words;
  const unit = useUnit(question.ask);
  const [conditions, setConditions] = useState<readonly Condition[]>([{ name: '', how: 'is', values: [] }]);
  const [name, setName] = useState('');
  const people = traitFilters(conditions.filter(isWhole));
  const said = peopleSaid(people, catalogue, words, figures);
  return (
    <Stack gap="sm">
      <Conditions
        label={t('ask.where_trait')}
        names={traitNames(catalogue)}
        of={{ kind: 'trait', unit }}
        conditions={conditions}
        onChange={setConditions}
      />
      <TextInput
        label={t('groups.name')}
        placeholder={said}
        value={name}
        maxLength={200}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Add
        lacking={people.length === 0}
        onAdd={() => {
          onAdd([{ kind: 'people', name: name.trim() || said.slice(0, 200), people }]);
          setConditions([{ name: '', how: 'is', values: [] }]);
          setName('');
        }}
      />
    </Stack>
  );
}
