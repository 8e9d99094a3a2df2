import { Button, Checkbox, Fieldset, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { decimalsOf } from '#src/basics/currency.ts';
import { useSeat } from '../../seat.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { unitsOf } from '../../ui/cents.ts';
import type { Match } from '../../ui/conditions.ts';
import { MatchForm } from '../../ui/MatchForm.tsx';
import { useCatalogue } from '../../ui/useCatalogue.ts';
import { useWords } from '../../words/index.ts';
import { decimalsTyped, minorOf, type Terms } from './terms.ts';

type Entitlement = Terms['entitlements'][number];

/** Whether it says which feature it is and by which event its use is seen. */
export const isWholeEntitlement = ({ name, match }: Entitlement): boolean =>
  name.trim() !== '' && match.event !== null;

interface EntitlementsProps {
  readonly entitlements: readonly Entitlement[];
  readonly onChange: (entitlements: Entitlement[]) => void;
}

/** What the offer entitles to: features whose use is an event. */
export function Entitlements({ entitlements, onChange }: EntitlementsProps) {
  const { t } = useWords();
  const catalogue = useCatalogue().data;
  const put = (at: number, part: Partial<Entitlement>) =>
    onChange(entitlements.map((one, i) => (i === at ? { ...one, ...part } : one)));
  return (
    <Fieldset variant="unstyled" legend={t('offers.entitlements')}>
      <Text size="xs" c="dimmed" mb="xs">
        {t(catalogue ? 'offers.entitlements_help' : 'offers.entitlements_no_events')}
      </Text>
      {entitlements.map((one, at) => (
        <EntitlementFields
          key={one.key}
          entitlement={one}
          catalogue={catalogue ?? null}
          onChange={(part) => put(at, part)}
          onRemove={() => onChange(entitlements.filter((_, i) => i !== at))}
        />
      ))}
      {catalogue && (
        <Button size="xs" variant="default" onClick={() => onChange([...entitlements, blank(entitlements)])}>
          {t('offers.add_entitlement')}
        </Button>
      )}
    </Fieldset>
  );
}

/** A new one; its key is the first that is free. */
function blank(others: readonly Entitlement[]): Entitlement {
  const taken = new Set(others.map(({ key }) => key));
  let number = others.length + 1;
  while (taken.has(`feature-${number}`)) number += 1;
  return {
    key: `feature-${number}`,
    name: '',
    match: { event: null, where: [] },
    price: null,
    currency: null,
    differentiating: false,
    weight: 1,
    graceDays: 30,
  };
}

interface EntitlementFieldsProps {
  readonly entitlement: Entitlement;
  readonly catalogue: Catalogue | null;
  readonly onChange: (part: Partial<Entitlement>) => void;
  readonly onRemove: () => void;
}

function EntitlementFields({ entitlement, catalogue, onChange, onRemove }: EntitlementFieldsProps) {
  const { t, language } = useWords();
  const decimals = decimalsTyped(language);
  const seat = useSeat();
  const currency = entitlement.currency ?? seat.currency;
  const { name, match, price, differentiating, graceDays } = entitlement;
  return (
    <Stack gap="xs" mb="md">
      <TextInput
        label={t('offers.feature')}
        required
        maxLength={200}
        value={name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      {catalogue && (
        <MatchForm
          label={t('offers.feature_event')}
          match={match}
          catalogue={catalogue}
          onChange={(next) => onChange({ match: { event: next.event, where: wholeWhere(next.where) } })}
        />
      )}
      <Group grow gap="sm" align="end">
        <NumberInput
          label={t('offers.feature_price', { currency })}
          min={0}
          {...decimals}
          decimalScale={decimalsOf(currency)}
          value={price === null ? '' : unitsOf(Number(price), currency)}
          onChange={(units) =>
            onChange(
              typeof units === 'number'
                ? { price: minorOf(units, currency), currency }
                : { price: null, currency: null },
            )
          }
        />
        <NumberInput
          label={t('offers.feature_grace')}
          min={0}
          max={3660}
          allowDecimal={false}
          value={graceDays}
          onChange={(days) => typeof days === 'number' && onChange({ graceDays: days })}
        />
      </Group>
      <Checkbox
        label={t('offers.differentiating')}
        description={t('offers.differentiating_help')}
        checked={differentiating}
        onChange={(event) => onChange({ differentiating: event.currentTarget.checked })}
      />
      <Group>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={onRemove}>
          {t('offers.remove')}
        </Button>
      </Group>
    </Stack>
  );
}

type Where = Entitlement['match']['where'];
/** Conditions with all that the server keeps of them. */
const wholeWhere = (where: Match['where']): Where =>
  (where ?? []).map(({ values = [], ...test }) => ({ ...test, values }));
