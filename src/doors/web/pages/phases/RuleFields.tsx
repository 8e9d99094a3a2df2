import { Button, NumberInput, Stack, Text } from '@mantine/core';
import type { PhaseRules } from '#src/insights/phase-board/index.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { MatchesPart } from '../../ui/MatchesPart.tsx';
import { useWords } from '../../words/index.ts';

export type Rule = PhaseRules['rules'][number]['rule'];

interface RuleFieldsProps {
  readonly rule: Rule;
  /** '' for all offers: they say which events are meant. */
  readonly offer: string;
  readonly catalogue: Catalogue;
  readonly onChange: (part: Partial<Rule>) => void;
}

/** Every threshold of a rule, and which events are meant. */
export function RuleFields({ rule, offer, catalogue, onChange }: RuleFieldsProps) {
  const { t } = useWords();
  const { regularity, attrition, warning } = rule;
  const whole = (next: string | number, before: number) => (typeof next === 'number' ? next : before);
  const field = (
    label: string,
    value: number,
    least: number,
    set: (next: number) => void,
    fine: { readonly most: number; readonly step: number } | null = null,
  ) => (
    <NumberInput
      label={label}
      min={least}
      {...(fine === null ? { allowDecimal: false } : { max: fine.most, step: fine.step, decimalScale: 1 })}
      value={value}
      onChange={(next) => set(whole(next, value))}
    />
  );
  return (
    <>
      {field(t('phases.tenure'), rule.tenureDays, 1, (tenureDays) => onChange({ tenureDays }))}
      <Stack gap={4}>
        <Text size="sm" fw={600}>
          {t('phases.regularity')}
        </Text>
        <Button.Group>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => onChange({ regularity: { visits: 1, days: 7, periods: 9, of: 13 } })}
          >
            {t('phases.regular_weekly')}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => onChange({ regularity: { visits: 4, days: 30, periods: 3, of: 3 } })}
          >
            {t('phases.regular_four')}
          </Button>
        </Button.Group>
      </Stack>
      {field(t('phases.regular_visits'), regularity.visits, 1, (visits) =>
        onChange({ regularity: { ...regularity, visits } }),
      )}
      {field(t('phases.regular_days'), regularity.days, 1, (days) =>
        onChange({ regularity: { ...regularity, days } }),
      )}
      {field(t('phases.regular_periods'), regularity.periods, 1, (periods) =>
        onChange({ regularity: { ...regularity, periods } }),
      )}
      {field(t('phases.regular_of'), regularity.of, 1, (of) =>
        onChange({ regularity: { ...regularity, of } }),
      )}
      {field(t('phases.attrition_visits'), attrition.visits, 0, (visits) =>
        onChange({ attrition: { ...attrition, visits } }),
      )}
      {field(t('phases.attrition_days'), attrition.days, 1, (days) =>
        onChange({ attrition: { ...attrition, days } }),
      )}
      {field(t('phases.recovery_days'), rule.recoveryDays, 1, (recoveryDays) => onChange({ recoveryDays }))}
      {field(t('phases.refund_days'), rule.refundDays, 0, (refundDays) => onChange({ refundDays }))}
      {field(t('phases.cart_hours'), rule.cartHours, 0.1, (cartHours) => onChange({ cartHours }), {
        most: 720,
        step: 1,
      })}
      {field(
        t('phases.warning_level'),
        Math.round(warning.level * 1000) / 10,
        80,
        (percent) => onChange({ warning: { ...warning, level: Math.round(percent * 10) / 1000 } }),
        { most: 99.9, step: 0.1 },
      )}
      {field(t('phases.warning_gaps'), warning.leastGaps, 3, (leastGaps) =>
        onChange({ warning: { ...warning, leastGaps } }),
      )}
      {field(t('phases.warning_days'), warning.leastDays, 1, (leastDays) =>
        onChange({ warning: { ...warning, leastDays } }),
      )}
      {field(t('phases.seasons_in_row'), rule.seasonsInRow, 2, (seasonsInRow) => onChange({ seasonsInRow }))}
      <Text size="sm" fw={600}>
        {t('phases.meant')}
      </Text>
      {offer === '' ? (
        <MeantFields
          meant={rule.meant}
          catalogue={catalogue}
          onChange={(part) => onChange({ meant: { ...rule.meant, ...part } })}
        />
      ) : (
        <Text size="sm" c="dimmed">
          {t('phases.meant_of_all')}
        </Text>
      )}
    </>
  );
}

const meantKinds = ['touched', 'cart', 'purchase', 'refund'] as const;

interface MeantFieldsProps {
  readonly meant: Rule['meant'];
  readonly catalogue: Catalogue;
  readonly onChange: (part: Partial<Rule['meant']>) => void;
}

/** Which events are meant by each kind of deed. Events that stay keep their conditions. */
function MeantFields({ meant, catalogue, onChange }: MeantFieldsProps) {
  const { t } = useWords();
  return meantKinds.map((kind) => (
    <Stack key={kind} gap={2}>
      <Text size="sm">{t(`phases.meant_${kind}`)}</Text>
      <div>
        <MatchesPart
          label={t(`phases.meant_${kind}`)}
          matches={meant[kind]}
          none={t('phases.meant_nothing')}
          catalogue={catalogue}
          onChange={(matches) =>
            onChange({ [kind]: matches.map(({ event, where = [] }) => ({ event, where })) })
          }
        />
      </div>
    </Stack>
  ));
}
