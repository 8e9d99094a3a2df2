import { NumberInput, Radio, Select, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Kind, Offer } from '#src/customers/offers/index.ts';
import { question, useChange } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { FormDrawer } from '../../ui/FormDrawer.tsx';
import { useWords } from '../../words/index.ts';
import { Entitlements, isWholeEntitlement } from './Entitlements.tsx';
import { Prices } from './Prices.tsx';
import { SeasonFields } from './SeasonFields.tsx';
import type { Terms } from './terms.ts';

const kinds: readonly Kind[] = ['continuous', 'discontinuous', 'intentional'];
const noTerms: Terms = {
  value: null,
  season: null,
  termDays: null,
  graceDays: 30,
  prices: [],
  entitlements: [],
  marginShare: null,
};

interface OfferFormProps {
  /** The offer to change, or to declare where contracts alone name it; null for a new one. */
  readonly offer: Offer | null;
  readonly onClose: () => void;
}

/** Declares an offer, or changes what it is judged by: a change is a new version. */
export function OfferForm({ offer, onClose }: OfferFormProps) {
  const { t } = useWords();
  const create = useChange('offers.create', ['offers.list']);
  const change = useChange('offers.change', ['offers.list']);
  const [name, setName] = useState(offer?.name ?? '');
  const [kind, setKind] = useState<Kind>(offer?.kind ?? 'continuous');
  const [terms, setTerms] = useState<Terms>(offer?.terms ?? noTerms);
  const put = (part: Partial<Terms>) => setTerms({ ...terms, ...part });
  const kept = ofKind(terms, kind);
  const done = {
    onSuccess: () => {
      notifications.show({ message: t('offers.saved', { name: name.trim() }) });
      onClose();
    },
  };
  const id = offer?.id ?? null;
  return (
    <FormDrawer
      title={t(id === null ? 'offers.declare' : 'offers.change_title')}
      onClose={onClose}
      onSave={() =>
        id === null
          ? create.mutate({ name: name.trim(), kind, terms: kept }, done)
          : change.mutate({ id, kind, terms: kept }, done)
      }
      lacking={name.trim() === '' || !terms.entitlements.every(isWholeEntitlement)}
      busy={create.isPending || change.isPending}
      error={create.error ?? change.error}
    >
      <TextInput
        label={t('offers.name')}
        description={t('offers.name_help')}
        required
        maxLength={200}
        value={name}
        readOnly={offer !== null}
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Radio.Group
        label={t('offers.kind')}
        value={kind}
        onChange={(next) => setKind(kinds.find((one) => one === next) ?? kind)}
      >
        <Stack gap="xs" mt="xs">
          {kinds.map((one) => (
            <Radio
              key={one}
              value={one}
              label={t(`offers.kind.${one}`)}
              description={t(`offers.kind_help.${one}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {kind === 'discontinuous' && (
        <SeasonFields season={terms.season} onChange={(season) => put({ season })} />
      )}
      {kind === 'intentional' && <MissionFields terms={terms} onChange={put} />}
      <ValueField value={terms.value} onChange={(value) => put({ value })} />
      <Prices prices={terms.prices} onChange={(prices) => put({ prices })} />
      <Entitlements entitlements={terms.entitlements} onChange={(entitlements) => put({ entitlements })} />
      <NumberInput
        label={t('offers.margin')}
        description={t('offers.margin_help')}
        min={0}
        max={100}
        suffix=" %"
        value={terms.marginShare === null ? '' : terms.marginShare * 100}
        onChange={(share) => put({ marginShare: typeof share === 'number' ? share / 100 : null })}
      />
    </FormDrawer>
  );
}

/** Without what belongs to another kind. */
const ofKind = (terms: Terms, kind: Kind): Terms => ({
  ...terms,
  season: kind === 'discontinuous' ? terms.season : null,
  termDays: kind === 'intentional' ? terms.termDays : null,
});

function MissionFields({ terms, onChange }: { terms: Terms; onChange: (part: Partial<Terms>) => void }) {
  const { t } = useWords();
  return (
    <>
      <NumberInput
        label={t('offers.term')}
        min={1}
        max={36_600}
        allowDecimal={false}
        value={terms.termDays ?? ''}
        onChange={(days) => onChange({ termDays: typeof days === 'number' ? days : null })}
      />
      <NumberInput
        label={t('offers.grace')}
        description={t('offers.grace_help')}
        min={0}
        max={3660}
        allowDecimal={false}
        value={terms.graceDays}
        onChange={(days) => typeof days === 'number' && onChange({ graceDays: days })}
      />
    </>
  );
}

/** The definition of value whose event is a visit. */
function ValueField({ value, onChange }: { value: string | null; onChange: (value: string | null) => void }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const definitions = useQuery(question(slug, 'value.list', {})).data?.definitions ?? [];
  const offered = definitions.filter(({ id, retiredAt }) => retiredAt === null || id === value);
  return (
    <Select
      label={t('offers.value')}
      description={t('offers.value_help')}
      allowDeselect={false}
      data={[
        { value: '', label: t('offers.value_usual') },
        ...offered.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      value={value ?? ''}
      comboboxProps={{ withinPortal: false }}
      onChange={(next) => onChange(next === null || next === '' ? null : next)}
    />
  );
}
