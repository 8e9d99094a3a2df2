import { Alert, Checkbox, Group, NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { z } from 'zod';
import type { Counted, Definition } from '#src/customers/value/index.ts';
import type { Preview } from '#src/insights/value/index.ts';
import { question, useChange } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { FormDrawer } from '../../ui/FormDrawer.tsx';
import { MatchForm } from '../../ui/MatchForm.tsx';
import { periodNames } from '../../ui/PeriodPart.tsx';
import { likelyValue } from '../../ui/presence.ts';
import { Refused } from '../../ui/Refused.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './DefinitionForm.module.css';

type CountedAsk = z.input<typeof Counted>;

interface DefinitionFormProps {
  /** The definition to change; null for a new one. */
  readonly definition: Definition | null;
  readonly catalogue: Catalogue;
  readonly onClose: () => void;
}

/** Makes or changes a definition, with what it would have counted in the last whole period. */
export function DefinitionForm({ definition, catalogue, onClose }: DefinitionFormProps) {
  const { t } = useWords();
  const create = useChange('value.create', ['value.list']);
  const change = useChange('value.change', ['value.list']);
  const [name, setName] = useState(definition?.name ?? '');
  const [offer, setOffer] = useState(definition?.offer ?? '');
  const [counted, setCounted] = useState<CountedAsk>(() => countedOf(definition, catalogue));
  const [anyway, setAnyway] = useState(false);
  const preview = usePreview(counted);
  const warned = preview.data?.warning != null;
  const named = { name: name.trim(), offer: offer.trim() || null };
  const done = {
    onSuccess: () => {
      notifications.show({ message: t('value.saved', { name: named.name }) });
      onClose();
    },
  };
  const save = () =>
    definition
      ? change.mutate({ id: definition.id, ...named, counted, anyway: warned && anyway }, done)
      : create.mutate({ ...named, counted, anyway: warned && anyway }, done);
  return (
    <FormDrawer
      title={t(definition ? 'value.change_title' : 'value.define')}
      onClose={onClose}
      onSave={save}
      lacking={named.name === '' || (warned && !anyway)}
      busy={create.isPending || change.isPending}
      error={create.error ?? change.error}
    >
      <TextInput
        label={t('value.name')}
        placeholder={t('value.name_example')}
        required
        maxLength={200}
        value={name}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <MatchForm
        label={t('value.event')}
        match={counted.match}
        catalogue={catalogue}
        onChange={(match) => setCounted({ ...counted, match })}
      />
      <HowMuch counted={counted} catalogue={catalogue} onChange={setCounted} />
      <TextInput
        label={t('value.offer')}
        description={t('value.offer_help')}
        value={offer}
        maxLength={200}
        onChange={(event) => setOffer(event.currentTarget.value)}
      />
      <Previewed preview={preview.data} error={preview.error} />
      {warned && (
        <Checkbox
          label={t('value.anyway')}
          checked={anyway}
          onChange={(event) => setAnyway(event.currentTarget.checked)}
        />
      )}
    </FormDrawer>
  );
}

/** What is counted now, or a likely beginning: the event that most likely tells value, once a week. */
function countedOf(definition: Definition | null, { events }: Catalogue): CountedAsk {
  if (definition === null)
    return {
      match: { event: likelyValue(events) ?? null },
      rule: { kind: 'times', times: 1 },
      period: 'week',
    };
  const { match, rule, period } = definition.current;
  return { match, rule, period };
}

function usePreview(counted: CountedAsk) {
  const { slug } = useSeat();
  const [asked] = useDebouncedValue(counted, 300);
  return useQuery({
    ...question(slug, 'value.preview', { counted: asked }),
    placeholderData: keepPreviousData,
  });
}

interface HowMuchProps {
  readonly counted: CountedAsk;
  readonly catalogue: Catalogue;
  readonly onChange: (counted: CountedAsk) => void;
}

function HowMuch({ counted, catalogue, onChange }: HowMuchProps) {
  const { t } = useWords();
  const rule = counted.rule ?? { kind: 'times', times: 1 };
  const properties = catalogue.propertiesOf(counted.match.event);
  return (
    <>
      <SegmentedControl
        fullWidth
        aria-label={t('value.rule')}
        value={rule.kind}
        data={[
          { value: 'times', label: t('value.rule_times') },
          { value: 'quantity', label: t('value.rule_quantity'), disabled: properties.length === 0 },
        ]}
        onChange={(kind) =>
          onChange({
            ...counted,
            rule:
              kind === 'times'
                ? { kind, times: 1 }
                : { kind: 'quantity', property: properties[0] ?? '', quantity: 1 },
          })
        }
      />
      <Group grow align="end" gap="sm">
        {rule.kind === 'times' ? (
          <NumberInput
            label={t('value.at_least')}
            min={1}
            max={1000}
            allowDecimal={false}
            value={rule.times}
            onChange={(times) =>
              typeof times === 'number' && onChange({ ...counted, rule: { ...rule, times } })
            }
          />
        ) : (
          <>
            <NumberInput
              label={t('value.at_least')}
              min={0.000001}
              value={rule.quantity}
              onChange={(quantity) =>
                typeof quantity === 'number' && onChange({ ...counted, rule: { ...rule, quantity } })
              }
            />
            <Select
              label={t('ask.refine_property')}
              allowDeselect={false}
              searchable
              data={[...new Set([...properties, rule.property])]}
              value={rule.property}
              comboboxProps={{ withinPortal: false }}
              onChange={(property) => property && onChange({ ...counted, rule: { ...rule, property } })}
            />
          </>
        )}
        <Select
          label={t('value.period')}
          allowDeselect={false}
          data={periodNames.map((one) => ({ value: one, label: t(`ask.${one}`) }))}
          value={counted.period}
          comboboxProps={{ withinPortal: false }}
          onChange={(next) =>
            onChange({ ...counted, period: periodNames.find((one) => one === next) ?? counted.period })
          }
        />
      </Group>
    </>
  );
}

/** Who would have been active in the last whole period. */
function Previewed({ preview, error }: { preview: Preview | undefined; error: Error | null }) {
  const { t, said } = useWords();
  const figures = useFigures();
  if (error) return <Refused error={error} />;
  if (!preview) return <p className={styles.preview}>{t('value.previewing')}</p>;
  return (
    <>
      <p className={styles.preview} role="status">
        {t('value.preview', {
          from: figures.day(preview.from, 'short'),
          to: figures.day(preview.to, 'short'),
          active: preview.active,
          known: preview.known,
          share: preview.share.known ? figures.share(preview.share.value, 1) : '–',
        })}
      </p>
      {preview.warning && <Alert color="yellow">{said(preview.warning)}</Alert>}
    </>
  );
}
