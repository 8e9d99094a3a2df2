import { Button, Fieldset, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core';
import type { Catalogue } from '../../ui/catalogue.ts';
import { MeasureFields } from './MeasureFields.tsx';
import { isShare, nameOf, type Saying } from './saying.ts';
import { boundsOf, type DimensionDraft, measureKinds, newMeasure } from './template-shape.ts';

interface DimensionFieldsProps {
  readonly dimension: DimensionDraft;
  readonly catalogue: Catalogue;
  readonly saying: Saying;
  readonly onChange: (dimension: DimensionDraft) => void;
  readonly onRemove: (() => void) | undefined;
}

/** One dimension: what it measures, over how long, its bounds and weight. */
export function DimensionFields({ dimension, catalogue, saying, onChange, onRemove }: DimensionFieldsProps) {
  const { words } = saying;
  const { t } = words;
  const put = (part: Partial<DimensionDraft>) => onChange({ ...dimension, ...part });
  const { kind } = dimension.measure;
  const choose = (next: string | null) => {
    const chosen = measureKinds.find((one) => one === next);
    if (chosen !== undefined && chosen !== kind)
      put({ measure: newMeasure(chosen, catalogue), ...boundsOf(chosen) });
  };
  return (
    <Fieldset legend={nameOf(dimension, words)}>
      <Stack gap="xs">
        <TextInput
          label={t('health.dimension_name')}
          maxLength={100}
          value={dimension.name ?? ''}
          onChange={(event) =>
            put({ name: event.currentTarget.value.trim() === '' ? null : event.currentTarget.value })
          }
        />
        <Select
          label={t('health.dimension_measure')}
          description={t(`health.measure_told.${kind}`)}
          allowDeselect={false}
          data={measureKinds.map((value) => ({ value, label: t(`health.measure.${value}`) }))}
          value={kind}
          onChange={choose}
        />
        <MeasureFields
          measure={dimension.measure}
          catalogue={catalogue}
          saying={saying}
          onChange={(measure) => put({ measure })}
        />
        <JudgedFields dimension={dimension} saying={saying} put={put} />
        {onRemove && (
          <Button size="xs" variant="subtle" color="red" onClick={onRemove}>
            {t('health.dimension_remove', { name: nameOf(dimension, words) })}
          </Button>
        )}
      </Stack>
    </Fieldset>
  );
}

function JudgedFields({ dimension, saying, put }: JudgedFieldsProps) {
  const { t } = saying.words;
  const percent = isShare(dimension);
  const scale = percent ? 100 : 1;
  const { kind } = dimension.measure;
  const bound = (name: 'green' | 'yellow') => (
    <NumberInput
      label={t(`health.dimension_${name}`)}
      value={Math.round(dimension[name] * scale * 1e6) / 1e6}
      {...(percent ? { suffix: ' %' } : {})}
      onChange={(next) => typeof next === 'number' && put({ [name]: next / scale })}
    />
  );
  return (
    <>
      <Group grow gap="sm">
        <NumberInput
          label={t('health.dimension_days')}
          min={1}
          max={366}
          allowDecimal={false}
          value={dimension.days}
          onChange={(days) => typeof days === 'number' && days >= 1 && put({ days })}
        />
        <NumberInput
          label={t('health.dimension_weight')}
          min={0}
          max={1000}
          value={dimension.weight}
          onChange={(weight) => typeof weight === 'number' && put({ weight })}
        />
      </Group>
      <Group grow gap="sm">
        <Select
          label={t('health.dimension_judges')}
          allowDeselect={false}
          disabled={kind === 'pulse' || kind === 'tickets'}
          data={(['level', 'change'] as const).map((value) => ({
            value,
            label: t(`health.judges.${value}`),
          }))}
          value={dimension.judges}
          onChange={(next) => (next === 'level' || next === 'change') && put({ judges: next })}
        />
        <Select
          label={t('health.dimension_better')}
          allowDeselect={false}
          data={(['higher', 'lower'] as const).map((value) => ({
            value,
            label: t(`health.better.${value}`),
          }))}
          value={dimension.better}
          onChange={(next) => (next === 'higher' || next === 'lower') && put({ better: next })}
        />
      </Group>
      <Group grow gap="sm">
        {bound('green')}
        {bound('yellow')}
      </Group>
      <small>{t(percent ? 'health.bounds_percent' : 'health.bounds')}</small>
    </>
  );
}

interface JudgedFieldsProps {
  readonly dimension: DimensionDraft;
  readonly saying: Saying;
  readonly put: (part: Partial<DimensionDraft>) => void;
}
