import { Button, Group, NumberInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { AdoptedTemplate, Preview } from '#src/insights/health/index.ts';
import { ask, useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { Verdict } from '../../ui/Answered.tsx';
import type { Catalogue } from '../../ui/catalogue.ts';
import { FormDrawer } from '../../ui/FormDrawer.tsx';
import { DimensionFields } from './DimensionFields.tsx';
import { colourSaid, type Saying } from './saying.ts';
import type { HealthAsked } from './search.ts';
import { type TemplateDraft, templateOf, withAnother } from './template-shape.ts';

interface TemplateFormProps {
  readonly asked: HealthAsked;
  readonly adopted: AdoptedTemplate;
  readonly catalogue: Catalogue;
  readonly saying: Saying;
  readonly onClose: () => void;
}

/** By what health is judged: dimensions, their bounds and weights; what would change is shown before it is adopted. */
export function TemplateForm({ asked, adopted, catalogue, saying, onClose }: TemplateFormProps) {
  const { t } = saying.words;
  const { slug } = useSeat();
  const may = useMay('insights:write');
  const [template, setTemplate] = useState<TemplateDraft>(adopted.template);
  const adopt = useChange('health.adopt', [
    'health.board',
    'health.of',
    'health.template',
    'health.backtest',
  ]);
  const preview = useMutation({
    mutationFn: () => ask(slug, 'health.preview', { ...asked, template: templateOf(template) }),
  });
  const put = (next: TemplateDraft) => {
    preview.reset();
    setTemplate(next);
  };
  const save = () =>
    adopt.mutate(
      { unit: adopted.unit, basedOn: adopted.version, template: templateOf(template) },
      {
        onSuccess: ({ current }) => {
          notifications.show({ message: t('health.adopted', { version: current.version }) });
          onClose();
        },
      },
    );
  return (
    <FormDrawer
      title={t('health.settings')}
      onClose={onClose}
      onSave={save}
      saves={t('health.adopt')}
      lacking={!may || JSON.stringify(template) === JSON.stringify(adopted.template)}
      busy={adopt.isPending}
      error={adopt.error ?? preview.error}
    >
      {template.dimensions.map((dimension, i) => (
        <DimensionFields
          key={dimension.key}
          dimension={dimension}
          catalogue={catalogue}
          saying={saying}
          onChange={(next) => put({ ...template, dimensions: template.dimensions.with(i, next) })}
          onRemove={
            template.dimensions.length > 1
              ? () => put({ ...template, dimensions: template.dimensions.toSpliced(i, 1) })
              : undefined
          }
        />
      ))}
      {template.dimensions.length < 20 && (
        <Button variant="default" onClick={() => put(withAnother(template))}>
          {t('health.dimension_add')}
        </Button>
      )}
      <ScoreFields template={template} saying={saying} onChange={put} />
      <Button variant="default" loading={preview.isPending} onClick={() => preview.mutate()}>
        {t('health.preview')}
      </Button>
      {preview.data && <Previewed preview={preview.data} saying={saying} />}
    </FormDrawer>
  );
}

function ScoreFields({ template, saying, onChange }: ScoreFieldsProps) {
  const { t } = saying.words;
  const field = (label: string, value: number, set: (value: number) => TemplateDraft) => (
    <NumberInput
      label={label}
      min={0}
      max={100}
      value={value}
      onChange={(next) => typeof next === 'number' && onChange(set(next))}
    />
  );
  return (
    <Group grow gap="sm" align="end">
      {field(t('health.score_green'), template.green, (green) => ({ ...template, green }))}
      {field(t('health.score_yellow'), template.yellow, (yellow) => ({ ...template, yellow }))}
      {field(t('health.least_coverage'), Math.round(template.leastCoverage * 100), (share) => ({
        ...template,
        leastCoverage: share / 100,
      }))}
    </Group>
  );
}

interface ScoreFieldsProps {
  readonly template: TemplateDraft;
  readonly saying: Saying;
  readonly onChange: (template: TemplateDraft) => void;
}

/** How many would change colour, and from which to which. */
function Previewed({ preview, saying }: { readonly preview: Preview; readonly saying: Saying }) {
  const { words, figures } = saying;
  const { t, said } = words;
  return (
    <div>
      <Verdict>{said(preview.verdict)}</Verdict>
      <ul>
        {preview.moves.map(({ from, to, holders }) => (
          <li key={`${from}${to}`}>
            {t('shell.pair', {
              name: t('health.move', { from: colourSaid(from, words), to: colourSaid(to, words) }),
              value: figures.count(holders),
            })}
          </li>
        ))}
      </ul>
    </div>
  );
}
