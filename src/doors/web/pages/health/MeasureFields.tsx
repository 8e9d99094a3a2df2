import { Checkbox, Select } from '@mantine/core';
import type { Catalogue } from '../../ui/catalogue.ts';
import type { Match } from '../../ui/conditions.ts';
import { MatchForm } from '../../ui/MatchForm.tsx';
import type { Saying } from './saying.ts';
import type { MeasureDraft } from './template-shape.ts';

interface MeasureFieldsProps {
  readonly measure: MeasureDraft;
  readonly catalogue: Catalogue;
  readonly saying: Saying;
  readonly onChange: (measure: MeasureDraft) => void;
}

const anyEvent: Match = { event: null };

/** Which events a measure counts, and by which property. */
export function MeasureFields({ measure, catalogue, saying, onChange }: MeasureFieldsProps) {
  const { t } = saying.words;
  const event = { label: t('health.dimension_event'), catalogue };
  const active = (match: Match | undefined, put: (match: Match) => void) => (
    <MatchForm {...event} any label={t('health.dimension_active')} match={match ?? anyEvent} onChange={put} />
  );
  switch (measure.kind) {
    case 'breadth':
      return active(measure.active, (match) => onChange({ ...measure, active: match }));
    case 'tickets':
      return (
        <>
          <MatchForm {...event} match={measure.match} onChange={(match) => onChange({ ...measure, match })} />
          {active(measure.active, (match) => onChange({ ...measure, active: match }))}
        </>
      );
    case 'reach':
      return (
        <>
          <MatchForm
            {...event}
            match={measure.match ?? anyEvent}
            onChange={(match) => onChange({ kind: 'reach', match })}
          />
          <PropertyField
            label={t('health.dimension_property_values')}
            event={measure.match?.event ?? null}
            property={measure.property ?? null}
            catalogue={catalogue}
            saying={saying}
            onChange={(property) => onChange({ ...measure, property })}
          />
        </>
      );
    case 'amount':
    case 'since':
      return <DeedFields measure={measure} catalogue={catalogue} saying={saying} onChange={onChange} />;
    default:
      return null;
  }
}

type OfDeed = Extract<MeasureDraft, { kind: 'amount' | 'since' }>;

/** An event, or value received; of an amount, what is added up. */
function DeedFields({
  measure,
  catalogue,
  saying,
  onChange,
}: MeasureFieldsProps & { readonly measure: OfDeed }) {
  const { t } = saying.words;
  const match = 'value' in measure.of ? null : measure.of;
  const first: Match = { event: catalogue.events[0]?.event ?? null };
  const of = (next: OfDeed['of']) => onChange({ kind: measure.kind, of: next });
  return (
    <>
      <Checkbox
        label={t('health.dimension_value')}
        checked={match === null}
        onChange={(event) => of(event.currentTarget.checked ? { value: { definition: null } } : first)}
      />
      {match !== null && (
        <MatchForm any label={t('health.dimension_of')} catalogue={catalogue} match={match} onChange={of} />
      )}
      {match !== null && measure.kind === 'amount' && (
        <PropertyField
          label={t('health.dimension_property_sum')}
          event={match.event}
          property={measure.property ?? null}
          catalogue={catalogue}
          saying={saying}
          onChange={(property) => onChange({ ...measure, property })}
        />
      )}
    </>
  );
}

function PropertyField({ label, event, property, catalogue, saying, onChange }: PropertyFieldProps) {
  const { t } = saying.words;
  const known = new Set([...catalogue.propertiesOf(event), ...(property === null ? [] : [property])]);
  return (
    <Select
      label={label}
      searchable
      clearable
      placeholder={t('health.dimension_times')}
      data={[...known]}
      value={property}
      onChange={onChange}
    />
  );
}

interface PropertyFieldProps {
  readonly label: string;
  readonly event: string | null;
  readonly property: string | null;
  readonly catalogue: Catalogue;
  readonly saying: Saying;
  readonly onChange: (property: string | null) => void;
}
