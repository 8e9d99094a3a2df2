import { ActionIcon, Button, Checkbox, Fieldset, Group, MultiSelect, Select } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './ContactRules.module.css';
import { type Channel, channels, type Hours, isBackwards, timesWith, weekdays } from './contact-rules.ts';

interface HoursFieldsProps {
  readonly hours: Hours;
  /** Channels that no other hours name. */
  readonly free: readonly Channel[];
  readonly onChange: (hours: Hours) => void;
  readonly onRemove: () => void;
}

/** When messages of some channels may go out. */
export function HoursFields({ hours, free, onChange, onRemove }: HoursFieldsProps) {
  const { t } = useWords();
  const figures = useFigures();
  const named = figures.list(hours.channels.map((one) => t(`consent.channel.${one}`)));
  return (
    <Fieldset legend={named === '' ? t('contact.hours_new') : t('contact.hours_of', { channels: named })}>
      <div className={styles.one}>
        <ChannelsField
          chosen={hours.channels}
          offered={free}
          onChange={(next) => onChange({ ...hours, channels: next })}
        />
        <Checkbox.Group
          label={t('contact.days')}
          value={hours.days}
          onChange={(next) =>
            onChange({ ...hours, days: weekdays.filter((day) => next.some((one) => one === day)) })
          }
        >
          <div className={styles.choices}>
            {weekdays.map((day) => (
              <Checkbox key={day} value={day} label={t(`contact.day.${day}`)} />
            ))}
          </div>
        </Checkbox.Group>
        {hours.spans.map((span, place) => (
          <SpanFields
            key={place}
            span={span}
            onChange={(next) => onChange({ ...hours, spans: hours.spans.with(place, next) })}
            onRemove={
              hours.spans.length > 1
                ? () => onChange({ ...hours, spans: hours.spans.toSpliced(place, 1) })
                : undefined
            }
          />
        ))}
        <Checkbox
          label={t('contact.holidays')}
          checked={hours.holidays === 'closed_fr'}
          onChange={(event) =>
            onChange({ ...hours, holidays: event.currentTarget.checked ? 'closed_fr' : 'open' })
          }
        />
        <Group gap="sm">
          {hours.spans.length < 6 && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => onChange({ ...hours, spans: [...hours.spans, { from: '14:00', to: '19:00' }] })}
            >
              {t('contact.span_add')}
            </Button>
          )}
          <Button size="xs" variant="subtle" color="red" onClick={onRemove}>
            {t('contact.hours_remove')}
          </Button>
        </Group>
      </div>
    </Fieldset>
  );
}

interface ChannelsFieldProps {
  readonly chosen: readonly Channel[];
  readonly offered: readonly Channel[];
  readonly onChange: (chosen: Channel[]) => void;
}

/** Some of the channels that are offered, in the order of every list. */
export function ChannelsField({ chosen, offered, onChange }: ChannelsFieldProps) {
  const { t } = useWords();
  return (
    <MultiSelect
      label={t('contact.channels')}
      required
      data={offered.map((channel) => ({ value: channel, label: t(`consent.channel.${channel}`) }))}
      value={[...chosen]}
      onChange={(next) => onChange(channels.filter((channel) => next.some((one) => one === channel)))}
    />
  );
}

interface SpanFieldsProps {
  readonly span: Hours['spans'][number];
  readonly onChange: (span: Hours['spans'][number]) => void;
  readonly onRemove: (() => void) | undefined;
}

function SpanFields({ span, onChange, onRemove }: SpanFieldsProps) {
  const { t } = useWords();
  const wrong = isBackwards(span);
  return (
    <div className={styles.span}>
      {(['from', 'to'] as const).map((end) => (
        <Select
          key={end}
          label={t(`contact.span_${end}`)}
          allowDeselect={false}
          searchable
          error={wrong && end === 'to'}
          data={timesWith(span[end])}
          value={span[end]}
          onChange={(next) => next !== null && onChange({ ...span, [end]: next })}
        />
      ))}
      {onRemove && (
        <ActionIcon size="lg" aria-label={t('contact.span_remove', { ...span })} onClick={onRemove}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      )}
      {wrong && (
        <p className={styles.wrong} role="alert">
          {t('contact.span_wrong')}
        </p>
      )}
    </div>
  );
}
