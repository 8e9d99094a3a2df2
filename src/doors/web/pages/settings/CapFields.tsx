import { Button, Checkbox, Fieldset, Group, NumberInput, Select } from '@mantine/core';
import { useWords } from '../../words/index.ts';
import { heldPurposes } from '../messages/message.ts';
import styles from './ContactRules.module.css';
import { type Cap, channels } from './contact-rules.ts';
import { ChannelsField } from './HoursFields.tsx';

interface CapFieldsProps {
  readonly place: number;
  readonly cap: Cap;
  readonly onChange: (cap: Cap) => void;
  readonly onRemove: () => void;
}

const units = ['hours', 'days'] as const;

/** At most so many messages to one person. */
export function CapFields({ place, cap, onChange, onRemove }: CapFieldsProps) {
  const { t } = useWords();
  const { amount, unit } = cap.within;
  return (
    <Fieldset legend={t('contact.cap_place', { place })}>
      <div className={styles.one}>
        <div className={styles.numbers}>
          <NumberInput
            label={t('contact.cap_most')}
            min={1}
            max={1000}
            allowDecimal={false}
            value={cap.most}
            onChange={(next) => onChange({ ...cap, most: typeof next === 'number' ? next : 1 })}
          />
          <NumberInput
            label={t('contact.cap_amount')}
            min={1}
            max={366}
            allowDecimal={false}
            value={amount}
            onChange={(next) =>
              onChange({ ...cap, within: { unit, amount: typeof next === 'number' ? next : 1 } })
            }
          />
          <Select
            label={t('contact.cap_unit')}
            allowDeselect={false}
            data={units.map((one) => ({ value: one, label: t(`contact.unit.${one}`) }))}
            value={unit}
            onChange={(next) =>
              onChange({ ...cap, within: { amount, unit: units.find((one) => one === next) ?? unit } })
            }
          />
        </div>
        <ChannelsField
          chosen={cap.channels}
          offered={channels}
          onChange={(next) => onChange({ ...cap, channels: next })}
        />
        <Checkbox.Group
          label={t('contact.cap_purposes')}
          value={cap.purposes}
          onChange={(next) =>
            onChange({
              ...cap,
              purposes: heldPurposes.filter((purpose) => next.some((one) => one === purpose)),
            })
          }
        >
          <div className={styles.choices}>
            {heldPurposes.map((purpose) => (
              <Checkbox key={purpose} value={purpose} label={t(`messages.purpose.${purpose}`)} />
            ))}
          </div>
        </Checkbox.Group>
        <Group>
          <Button size="xs" variant="subtle" color="red" onClick={onRemove}>
            {t('contact.cap_remove', { place })}
          </Button>
        </Group>
      </div>
    </Fieldset>
  );
}
