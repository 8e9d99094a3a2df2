import { Autocomplete, Button, Select, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Source } from '#src/customers/goals/index.ts';
import { useChange } from '../../ask.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import type { Match } from '../../ui/conditions.ts';
import { FormDrawer } from '../../ui/FormDrawer.tsx';
import { MatchForm } from '../../ui/MatchForm.tsx';
import { useWords } from '../../words/index.ts';
import { UnitChoice } from './UnitChoice.tsx';

interface SourceFormProps {
  readonly sources: readonly Source[];
  readonly catalogue: Catalogue;
  readonly onClose: () => void;
}

/** Where goals are told: a trait, an answer, or both; by hand they can always be set. */
export function SourceForm({ sources, catalogue, onClose }: SourceFormProps) {
  const [unit, setUnit] = useState<Source['unit']>('customer');
  return (
    <FormFor
      key={unit}
      unit={unit}
      source={sources.find((one) => one.unit === unit)}
      catalogue={catalogue}
      onClose={onClose}
      choice={<UnitChoice unit={unit} onChange={setUnit} />}
    />
  );
}

interface FormForProps extends Omit<SourceFormProps, 'sources'> {
  readonly unit: Source['unit'];
  readonly source: Source | undefined;
  readonly choice: ReactNode;
}

function FormFor({ unit, source, catalogue, choice, onClose }: FormForProps) {
  const { t } = useWords();
  const keep = useChange('goals.source', ['goals.list', 'goals.board', 'goals.of']);
  const [trait, setTrait] = useState(source?.trait ?? '');
  const [match, setMatch] = useState<Match>(source?.answer?.match ?? { event: null });
  const [property, setProperty] = useState<string | null>(source?.answer?.property ?? null);
  const { event, where } = match;
  const answer =
    event === null || property === null
      ? null
      : { match: { event, ...(where === undefined ? {} : { where: [...where] }) }, property };
  return (
    <FormDrawer
      title={t('goals.source')}
      onClose={onClose}
      onSave={() =>
        keep.mutate(
          { unit, trait: trait.trim() === '' ? null : trait.trim(), answer },
          { onSuccess: onClose },
        )
      }
      lacking={event !== null && property === null}
      busy={keep.isPending}
      error={keep.error}
    >
      <Text size="sm">{t('goals.source_help')}</Text>
      {choice}
      <Autocomplete
        label={t('goals.trait')}
        data={unit === 'customer' ? [...catalogue.traits] : []}
        value={trait}
        maxLength={200}
        comboboxProps={{ withinPortal: false }}
        onChange={setTrait}
      />
      <MatchForm label={t('goals.answer')} match={match} catalogue={catalogue} onChange={setMatch} />
      {event !== null && (
        <>
          <Select
            clearable
            searchable
            label={t('goals.property')}
            data={[...new Set([...catalogue.propertiesOf(event), ...(property === null ? [] : [property])])]}
            value={property}
            comboboxProps={{ withinPortal: false }}
            onChange={setProperty}
          />
          <Button
            size="xs"
            variant="subtle"
            onClick={() => {
              setMatch({ event: null });
              setProperty(null);
            }}
          >
            {t('goals.no_answer')}
          </Button>
        </>
      )}
    </FormDrawer>
  );
}
