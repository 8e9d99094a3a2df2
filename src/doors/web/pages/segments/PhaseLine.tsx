import { MultiSelect, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { phaseNames, statusNames } from '../../ui/phase-names.ts';
import { SentencePanel } from '../../ui/SentencePanel.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { InsidePart } from './LeafParts.tsx';
import type { LeafProps } from './props.ts';
import type { Of } from './rule.ts';

/** Where they stand in their life with us, or with an offer. */
export function PhaseLine({ condition, onChange }: LeafProps<Of<'phase'>>) {
  const { t } = useWords();
  const figures = useFigures();
  const { inside, phases, statuses, offer } = condition;
  return (
    <>
      <InsidePart
        kind="phase"
        inside={inside}
        onChange={(next) => onChange({ ...condition, inside: next })}
      />{' '}
      <SentencePanel
        label={t('segments.part.phases')}
        quiet={phases.length === 0}
        reads={
          phases.length === 0
            ? t('segments.phases_any')
            : figures.either(phases.map((one) => t('shell.quoted', { name: t(`phases.phase.${one}`) })))
        }
      >
        {() => (
          <MultiSelect
            label={t('segments.part.phases')}
            data={phaseNames.map((value) => ({ value, label: t(`phases.phase.${value}`) }))}
            value={phases}
            comboboxProps={{ withinPortal: false }}
            onChange={(next) =>
              onChange({ ...condition, phases: phaseNames.filter((one) => next.includes(one)) })
            }
          />
        )}
      </SentencePanel>
      {', '}
      <SentencePanel
        label={t('segments.part.statuses')}
        quiet={statuses.length === 0}
        reads={
          statuses.length === 0
            ? t('segments.statuses_any')
            : figures.either(statuses.map((one) => t('shell.quoted', { name: t(`phases.status.${one}`) })))
        }
      >
        {() => (
          <MultiSelect
            label={t('segments.part.statuses')}
            data={statusNames.map((value) => ({ value, label: t(`phases.status.${value}`) }))}
            value={statuses}
            comboboxProps={{ withinPortal: false }}
            onChange={(next) =>
              onChange({ ...condition, statuses: statusNames.filter((one) => next.includes(one)) })
            }
          />
        )}
      </SentencePanel>
      {', '}
      <SentencePanel
        label={t('segments.part.phase_offer')}
        quiet={offer === null}
        reads={offer === null ? t('segments.phase_offer_any') : t('segments.phase_offer', { offer })}
      >
        {() => <Offer offer={offer} onChange={(next) => onChange({ ...condition, offer: next })} />}
      </SentencePanel>
    </>
  );
}

interface OfferProps {
  readonly offer: string | null;
  readonly onChange: (offer: string | null) => void;
}

function Offer({ offer, onChange }: OfferProps) {
  const { t } = useWords();
  const { slug } = useSeat();
  const known = useQuery(question(slug, 'offers.list', {})).data?.offers ?? [];
  const names = [...new Set([...known.map(({ name }) => name), ...(offer === null ? [] : [offer])])];
  return (
    <Stack gap="sm">
      <Select
        label={t('segments.part.phase_offer')}
        placeholder={t('segments.phase_offer_any')}
        clearable
        searchable
        data={names}
        value={offer}
        comboboxProps={{ withinPortal: false }}
        onChange={onChange}
      />
    </Stack>
  );
}
