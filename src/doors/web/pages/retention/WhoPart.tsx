import { Button, MultiSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Conditions, isWhole } from '../../ui/Conditions.tsx';
import { SentencePanel } from '../../ui/SentencePanel.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { conditionsOfPeople, listsOfPeople, peopleSaid, traitFilters } from './conditions.ts';
import { pruned } from './search.ts';
import type { SentenceProps } from './sentence-props.ts';

/** Who is counted: everyone, or those with certain traits or of certain lists. */
export function WhoPart({ search, catalogue, onChange }: SentenceProps) {
  const words = useWords();
  const figures = useFigures();
  const { t } = words;
  const unit = t(search.account ? 'retention.who.accounts' : 'retention.who.customers');
  const people = search.people ?? [];
  const listName = (id: string) => catalogue.lists.find((list) => list.id === id)?.name ?? id;
  const reads =
    people.length === 0
      ? unit
      : t('retention.who.filtered', { unit, conditions: peopleSaid(people, listName, words, figures) });
  return (
    <SentencePanel label={t('retention.part.who')} reads={reads} width={380}>
      {(close) => (
        <WhoForm
          search={search}
          catalogue={catalogue}
          onChange={(next) => {
            onChange(next);
            close();
          }}
        />
      )}
    </SentencePanel>
  );
}

function WhoForm({ search, catalogue, onChange }: SentenceProps) {
  const { t } = useWords();
  const [conditions, setConditions] = useState(() => conditionsOfPeople(search.people));
  const [lists, setLists] = useState(() => listsOfPeople(search.people).map(({ list }) => list));
  const apply = () => {
    const people = [
      ...traitFilters(conditions.filter(isWhole)),
      ...lists.map((list) => ({ kind: 'list' as const, list, inside: true })),
    ];
    onChange(pruned({ ...search, people: people.length === 0 ? undefined : people, cell: undefined }));
  };
  return (
    <Stack gap="sm">
      <Text fw={600}>{t('retention.where')}</Text>
      <Conditions
        label={t('retention.where_trait')}
        names={catalogue.traits}
        of={{ kind: 'trait', unit: search.account ? 'account' : 'customer' }}
        conditions={conditions}
        onChange={(next) => setConditions([...next])}
      />
      {catalogue.lists.length > 0 && (
        <MultiSelect
          size="xs"
          label={t('retention.where_list_add')}
          data={catalogue.lists.map(({ id, name }) => ({ value: id, label: name }))}
          value={lists}
          onChange={setLists}
          comboboxProps={{ withinPortal: false }}
        />
      )}
      <Button onClick={apply}>{t('retention.where_apply')}</Button>
    </Stack>
  );
}
