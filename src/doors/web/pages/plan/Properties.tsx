import { Button, Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useFigures, useWords } from '../../words/index.ts';
import { usePropertySaid } from './EventFacts.tsx';
import styles from './EventFields.module.css';
import { ReasonFields } from './EventFields.tsx';
import { mayList, newProperty, servedBy, valuesOf } from './event-fields.ts';
import type { Event, Property } from './shapes.ts';
import { usePlace } from './usePlan.ts';

const types = ['text', 'number', 'integer', 'boolean', 'date', 'list', 'object', 'any'] as const;

interface PropertiesProps {
  readonly event: Event;
  /** The event's name until now. */
  readonly was: string | undefined;
  readonly onChange: (event: Event) => void;
}

/** The properties of an event, each folded until it is changed. */
export function Properties({ event, was, onChange }: PropertiesProps) {
  const { t } = useWords();
  const put = (properties: readonly Property[]) => onChange({ ...event, properties: [...properties] });
  const { properties } = event;
  const [keys, setKeys] = useState(() => properties.map((_, at) => at));
  return (
    <section aria-label={t('plan.field.properties')}>
      <h3 className={styles.heading}>{t('plan.field.properties')}</h3>
      <p className={styles.soft}>
        {t(event.granularity === 'action' ? 'plan.properties_action' : 'plan.properties_help')}
      </p>
      {properties.length > 0 && (
        <ul className={styles.properties}>
          {properties.map((property, at) => (
            <li key={keys[at]} className={styles.property}>
              <Fold property={property}>
                <PropertyFields
                  property={property}
                  event={event}
                  was={was}
                  onChange={(next) => put(properties.map((one, place) => (place === at ? next : one)))}
                  onRemove={() => {
                    setKeys(keys.filter((_, place) => place !== at));
                    put(properties.filter((_, place) => place !== at));
                  }}
                />
              </Fold>
            </li>
          ))}
        </ul>
      )}
      <Button
        className={styles.add ?? ''}
        size="compact-sm"
        variant="subtle"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => {
          setKeys([...keys, Math.max(-1, ...keys) + 1]);
          put([...properties, newProperty()]);
        }}
      >
        {t('plan.add_property')}
      </Button>
    </section>
  );
}

/** A property by its name; a new one is open. */
function Fold({ property, children }: { property: Property; children: ReactNode }) {
  const { t } = useWords();
  const [open, setOpen] = useState(property.name === '');
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span className={styles.name}>{property.name || t('plan.new_property')}</span>
        <span className={styles.said}>{usePropertySaid(property)}</span>
      </summary>
      {children}
    </details>
  );
}

interface PropertyFieldsProps {
  readonly property: Property;
  readonly event: Event;
  readonly was: string | undefined;
  readonly onChange: (property: Property) => void;
  readonly onRemove: () => void;
}

function PropertyFields({ property, event, was, onChange, onRemove }: PropertyFieldsProps) {
  const { t } = useWords();
  const figures = useFigures();
  const { held } = usePlace();
  const put = (part: Partial<Property>) => onChange({ ...property, ...part });
  const serves = was === undefined ? [] : servedBy(held.plan, was, property.name);
  return (
    <div className={styles.fields}>
      <TextInput
        label={t('plan.field.name')}
        required
        maxLength={200}
        value={property.name}
        onChange={(change) => put({ name: change.currentTarget.value })}
      />
      <Checkbox
        label={t('plan.collect_property')}
        disabled={event.granularity === 'action'}
        checked={property.active && event.granularity === 'context'}
        onChange={(change) => put({ active: change.currentTarget.checked })}
      />
      {serves.length > 0 && (
        <p className={styles.serves} role={property.active ? undefined : 'status'}>
          {t(property.active ? 'plan.serves' : 'plan.no_longer_serves', {
            questions: figures.list(serves.map(({ question }) => t('shell.quoted', { name: question }))),
          })}
        </p>
      )}
      <Select
        label={t('plan.field.type')}
        allowDeselect={false}
        data={types.map((type) => ({ value: type, label: t(`plan.type.${type}`) }))}
        value={property.type}
        onChange={(next) => {
          const type = types.find((one) => one === next) ?? 'any';
          put({ type, values: mayList(type) ? valuesOf((property.values ?? []).join('\n'), type) : null });
        }}
      />
      <Checkbox
        label={t('plan.required_always')}
        checked={property.required}
        onChange={(change) => put({ required: change.currentTarget.checked })}
      />
      {mayList(property.type) && (
        <AllowedValues values={property.values} type={property.type} onChange={(values) => put({ values })} />
      )}
      <ReasonFields of={property} plan={held.plan} required={false} instead={event} onChange={put} />
      <div>
        <Button size="compact-sm" variant="subtle" color="red" onClick={onRemove}>
          {t('plan.remove_property')}
        </Button>
      </div>
    </div>
  );
}

interface AllowedValuesProps {
  readonly values: Property['values'];
  readonly type: Property['type'];
  readonly onChange: (values: Property['values']) => void;
}

/** One allowed value a line; read when the field is left, so that a new line can be begun. */
function AllowedValues({ values, type, onChange }: AllowedValuesProps) {
  const { t } = useWords();
  return (
    <Textarea
      key={type}
      label={t('plan.field.values')}
      description={t('plan.values_help')}
      autosize
      minRows={1}
      maxRows={8}
      defaultValue={(values ?? []).join('\n')}
      onBlur={(event) => onChange(valuesOf(event.currentTarget.value, type))}
    />
  );
}
