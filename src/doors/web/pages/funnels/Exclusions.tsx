import { ActionIcon, Button, Group, Select, Stack, Text } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { FunnelAskInput } from '#src/insights/funnels/index.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { eventWords } from '../../words/events.ts';
import { useWords } from '../../words/index.ts';
import type { FunnelChange } from './props.ts';
import type { ExclusionAsked } from './search.ts';

/** Events that end an attempt when they happen between two of its steps. */
export function Exclusions({ asked, catalogue, onChange }: ExclusionsProps) {
  const words = useWords();
  const { t } = words;
  const exclusions = asked.exclusions ?? [];
  const last = asked.steps.length;
  const put = (next: readonly ExclusionAsked[]) =>
    onChange({ exclusions: next.length === 0 ? undefined : [...next] });
  const change = (at: number, part: Partial<ExclusionAsked>) =>
    put(exclusions.map((one, place) => (place === at ? { ...one, ...part } : one)));
  const steps = Array.from({ length: last }, (_, at) => String(at + 1));
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        {t('funnels.exclusions')}
      </Text>
      <Text size="sm" c="dimmed">
        {t('funnels.exclusions_help')}
      </Text>
      {exclusions.map((exclusion, at) => (
        <Group key={at} gap="xs" align="end" wrap="nowrap">
          <Select
            size="xs"
            label={t('funnels.excluded')}
            searchable
            allowDeselect={false}
            data={catalogue.events.map(({ event }) => ({
              value: event,
              label: eventWords(words, event, 'name'),
            }))}
            value={exclusion.event}
            comboboxProps={{ withinPortal: false }}
            onChange={(event) => change(at, { event })}
          />
          <Select
            size="xs"
            w={96}
            label={t('funnels.excluded_from')}
            allowDeselect={false}
            data={steps.slice(0, -1)}
            value={String(exclusion.from)}
            comboboxProps={{ withinPortal: false }}
            onChange={(from) => change(at, { from: Number(from) })}
          />
          <Select
            size="xs"
            w={96}
            label={t('funnels.excluded_to')}
            allowDeselect={false}
            data={steps.slice(1)}
            value={String(exclusion.to)}
            comboboxProps={{ withinPortal: false }}
            onChange={(to) => change(at, { to: Number(to) })}
          />
          <ActionIcon
            aria-label={t('funnels.exclusion_remove')}
            onClick={() => put(exclusions.filter((_, place) => place !== at))}
          >
            <IconX size={14} />
          </ActionIcon>
        </Group>
      ))}
      {exclusions.length < 5 && (
        <Button
          size="compact-sm"
          variant="subtle"
          w="fit-content"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() =>
            put([...exclusions, { event: catalogue.events[0]?.event ?? null, from: 1, to: last }])
          }
        >
          {t('funnels.exclusion_add')}
        </Button>
      )}
    </Stack>
  );
}

interface ExclusionsProps {
  readonly asked: FunnelAskInput;
  readonly catalogue: Catalogue;
  readonly onChange: FunnelChange;
}
