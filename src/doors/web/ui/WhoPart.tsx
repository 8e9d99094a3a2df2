import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useSeat } from '../seat.ts';
import { useFigures, useWords } from '../words/index.ts';
import type { Change } from './address.ts';
import { Conditions, isWhole } from './Conditions.tsx';
import { type Catalogue, traitNames } from './catalogue.ts';
import {
  conditionsOfPeople,
  type Filters,
  listsOfPeople,
  peopleSaid,
  segmentsOfPeople,
  traitFilters,
} from './conditions.ts';
import { MembersField, type Membership } from './MembersField.tsx';
import { SentencePanel } from './SentencePanel.tsx';

/** Who is counted: everyone, or those with certain traits, of certain lists or segments. */
export function WhoPart(props: WhoPartProps) {
  const words = useWords();
  const figures = useFigures();
  const { t } = words;
  const { search, catalogue, onChange } = props;
  const { people = [] } = search;
  const unit = t(useUnit(search) === 'account' ? 'ask.who.accounts' : 'ask.who.customers');
  const reads =
    people.length === 0
      ? unit
      : t('ask.who.filtered', { unit, conditions: peopleSaid(people, catalogue, words, figures) });
  return (
    <SentencePanel label={t('ask.part.who')} reads={reads} width={380}>
      {(close) => (
        <WhoForm
          {...props}
          onChange={(next) => {
            onChange(next);
            close();
          }}
        />
      )}
    </SentencePanel>
  );
}

/** Who is counted, and whether customers or accounts are. */
export interface WhoAsked {
  readonly people?: Filters | undefined;
  readonly unit?: 'customer' | 'account' | undefined;
}

export interface WhoPartProps {
  readonly search: WhoAsked;
  readonly catalogue: Catalogue;
  readonly onChange: Change<Pick<WhoAsked, 'people'>>;
}

/** Whom a question counts: as it says, else as the workspace does. */
export function useUnit({ unit }: WhoAsked): 'customer' | 'account' {
  const { countingUnit } = useSeat();
  return unit ?? countingUnit;
}

function WhoForm({ search, catalogue, onChange }: WhoPartProps) {
  const { people } = search;
  const unit = useUnit(search);
  const { t } = useWords();
  const [conditions, setConditions] = useState(() => conditionsOfPeople(people));
  const [lists, setLists] = useState<readonly Membership[]>(() =>
    listsOfPeople(people).map(({ list, inside }) => ({ id: list, inside })),
  );
  const [segments, setSegments] = useState<readonly Membership[]>(() =>
    segmentsOfPeople(people).map(({ segment, inside }) => ({ id: segment, inside })),
  );
  const asked = segments.map(({ id }) => id);
  const offered = catalogue.segments.filter(({ id, retired }) => !retired || asked.includes(id));
  const apply = () => {
    const wanted = [
      ...traitFilters(conditions.filter(isWhole)),
      ...lists.map(({ id, inside }) => ({ kind: 'list' as const, list: id, inside })),
      ...segments.map(({ id, inside }) => ({ kind: 'segment' as const, segment: id, inside })),
    ];
    onChange({ people: wanted.length === 0 ? undefined : wanted });
  };
  return (
    <Stack gap="sm">
      <Text fw={600}>{t('ask.where')}</Text>
      <Conditions
        label={t('ask.where_trait')}
        names={traitNames(catalogue)}
        of={{ kind: 'trait', unit }}
        conditions={conditions}
        onChange={(next) => setConditions([...next])}
      />
      <MembersField
        label={t('ask.where_segment_add')}
        named={offered}
        unit={unit}
        chosen={segments}
        onChange={setSegments}
      />
      <MembersField
        label={t('ask.where_list_add')}
        named={catalogue.lists}
        unit={unit}
        chosen={lists}
        onChange={setLists}
      />
      <Button onClick={apply}>{t('ask.where_apply')}</Button>
    </Stack>
  );
}
