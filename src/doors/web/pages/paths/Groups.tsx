import { ActionIcon, Button, MultiSelect, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Change } from '../../ui/address.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { eventWords } from '../../words/events.ts';
import { useWords } from '../../words/index.ts';
import styles from './Groups.module.css';
import { faultOf, freeFor, type Group, mostGroups, wholeGroups } from './groups.ts';
import type { PathAsked, PathSearch } from './search.ts';

interface GroupsProps {
  readonly asked: PathAsked;
  readonly catalogue: Catalogue;
  readonly onChange: Change<PathSearch>;
}

/** Events that count as one and the same step: each group has a name, and its events. */
export function Groups({ asked, catalogue, onChange }: GroupsProps) {
  const { t } = useWords();
  // Groups being written live here until they are whole; the address holds the whole ones.
  const [written, setWritten] = useState<readonly Group[]>(asked.groups ?? []);
  const known = catalogue.events.map(({ event }) => event);
  const ask = (groups: readonly Group[]) => {
    const whole = wholeGroups(groups, known);
    if (JSON.stringify(whole) === JSON.stringify(asked.groups ?? [])) return;
    const taken = new Set(whole.flatMap(({ events }) => events));
    const left = asked.leaveOut?.filter((event) => !taken.has(event)) ?? [];
    onChange({
      groups: whole.length === 0 ? undefined : whole,
      leaveOut: left.length === 0 ? undefined : left,
    });
  };
  const write = (groups: readonly Group[]) => {
    setWritten(groups);
    ask(groups);
  };
  const changed = (at: number, part: Partial<Group>) =>
    written.map((one, place) => (place === at ? { ...one, ...part } : one));
  return (
    <fieldset className={styles.groups}>
      <legend className={styles.legend}>{t('paths.groups')}</legend>
      <Text size="sm" c="dimmed">
        {t('paths.groups_help')}
      </Text>
      {written.map((_, at) => (
        <GroupFields
          key={at}
          at={at}
          groups={written}
          known={known}
          onName={(name) => setWritten(changed(at, { name }))}
          onNamed={() => ask(written)}
          onEvents={(events) => write(changed(at, { events }))}
          onRemove={() => write(written.toSpliced(at, 1))}
        />
      ))}
      {written.length < mostGroups && (
        <Button
          size="compact-sm"
          variant="subtle"
          w="fit-content"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => setWritten([...written, { name: '', events: [] }])}
        >
          {t('paths.group_add')}
        </Button>
      )}
    </fieldset>
  );
}

interface GroupFieldsProps {
  readonly at: number;
  readonly groups: readonly Group[];
  readonly known: readonly string[];
  readonly onName: (name: string) => void;
  /** The name is written: it may be asked. */
  readonly onNamed: () => void;
  readonly onEvents: (events: string[]) => void;
  readonly onRemove: () => void;
}

function GroupFields({ at, groups, known, onName, onNamed, onEvents, onRemove }: GroupFieldsProps) {
  const words = useWords();
  const { t } = words;
  const { name = '', events = [] } = groups[at] ?? {};
  const fault = faultOf(groups, at, known);
  return (
    <Stack gap="xs" className={styles.group}>
      <div className={styles.name}>
        <TextInput
          size="xs"
          label={t('paths.group_name')}
          placeholder={t('paths.group_example')}
          maxLength={200}
          value={name}
          error={fault === 'name_taken' && t('paths.group_taken')}
          onChange={(event) => onName(event.currentTarget.value)}
          onBlur={onNamed}
        />
        <ActionIcon aria-label={t('paths.group_remove', { name: name || String(at + 1) })} onClick={onRemove}>
          <IconX size={14} />
        </ActionIcon>
      </div>
      <MultiSelect
        size="xs"
        label={t('paths.group_events')}
        searchable
        data={freeFor(groups, at, known).map((event) => ({
          value: event,
          label: eventWords(words, event, 'name'),
        }))}
        value={[...events]}
        comboboxProps={{ withinPortal: false }}
        onChange={onEvents}
      />
      {(fault === 'no_name' || fault === 'no_events') && (
        <Text size="sm" c="dimmed">
          {t(`paths.group_${fault}`)}
        </Text>
      )}
    </Stack>
  );
}
