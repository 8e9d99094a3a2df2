import { Button, NumberInput, SegmentedControl, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PhasePreview, PhaseRules } from '#src/insights/phase-board/index.ts';
import { question, useChange } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { FormDrawer } from '../../ui/FormDrawer.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './Phases.module.css';

type Rule = PhaseRules['rules'][number]['rule'];
type Holds = 'now' | 'always';

interface RuleDrawerProps {
  /** '' for all offers. */
  readonly offer: string;
  readonly mayAdopt: boolean;
  readonly onClose: () => void;
}

/** The rule that holds, changed by hand, looked at on everyone before it is adopted. */
export function RuleDrawer({ offer, mayAdopt, onClose }: RuleDrawerProps) {
  const { slug } = useSeat();
  const rules = useQuery(question(slug, 'phases.rules', {}));
  if (rules.isError) return <Refused error={rules.error} again={() => rules.refetch()} />;
  const own = rules.data?.rules.find((one) => one.offer === offer && one.holds);
  const held = own ?? rules.data?.rules.find((one) => one.offer === '' && one.holds);
  if (held === undefined) return <Waiting height={80} />;
  return <RuleForm key={held.version} offer={offer} held={held} mayAdopt={mayAdopt} onClose={onClose} />;
}

function RuleForm({
  offer,
  held,
  mayAdopt,
  onClose,
}: RuleDrawerProps & { held: PhaseRules['rules'][number] }) {
  const { t, said } = useWords();
  const [rule, setRule] = useState<Rule>(held.rule);
  const [holds, setHolds] = useState<Holds>('now');
  const preview = useChange('phases.preview');
  const adopt = useChange('phases.adopt', ['phases.board', 'phases.rules', 'phases.warnings']);
  const changed = JSON.stringify(rule) !== JSON.stringify(held.rule);
  const seen = preview.data !== undefined && !preview.isPending;
  const change = (part: Partial<Rule>) => {
    setRule({ ...rule, ...part });
    preview.reset();
  };
  const look = () => preview.mutate({ offer, rule, holds });
  const save = () =>
    adopt.mutate(
      { offer, rule, holds },
      {
        onSuccess: () => {
          notifications.show({ message: t('phases.adopted') });
          onClose();
        },
      },
    );
  return (
    <FormDrawer
      title={offer === '' ? t('phases.rule_title') : t('phases.rule_title_of', { offer })}
      onClose={onClose}
      onSave={seen ? save : look}
      saves={t(seen ? 'phases.adopt' : 'phases.look')}
      lacking={!changed || (seen && !mayAdopt)}
      busy={adopt.isPending || preview.isPending}
      error={adopt.error ?? preview.error}
    >
      <p className={styles.rule}>{said(held.words)}</p>
      <RuleFields rule={rule} onChange={change} />
      <Stack gap={4}>
        <Text size="sm" fw={600} id="phases-holds">
          {t('phases.holds')}
        </Text>
        <SegmentedControl
          fullWidth
          aria-labelledby="phases-holds"
          value={holds}
          data={[
            { value: 'now', label: t('phases.holds_now') },
            { value: 'always', label: t('phases.holds_always') },
          ]}
          onChange={(next) => {
            setHolds(next === 'always' ? 'always' : 'now');
            preview.reset();
          }}
        />
        <Text size="sm" c="dimmed">
          {t(holds === 'now' ? 'phases.holds_now_help' : 'phases.holds_always_help')}
        </Text>
      </Stack>
      {preview.data && <Previewed found={preview.data} />}
      {!mayAdopt && (
        <Text size="sm" c="dimmed">
          {t('phases.may_not_adopt')}
        </Text>
      )}
    </FormDrawer>
  );
}

interface RuleFieldsProps {
  readonly rule: Rule;
  readonly onChange: (part: Partial<Rule>) => void;
}

function RuleFields({ rule, onChange }: RuleFieldsProps) {
  const { t } = useWords();
  const { regularity, attrition } = rule;
  const whole = (next: string | number, before: number) => (typeof next === 'number' ? next : before);
  const field = (label: string, value: number, least: number, set: (next: number) => void) => (
    <NumberInput
      label={label}
      min={least}
      allowDecimal={false}
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
    </>
  );
}

function Previewed({ found }: { found: PhasePreview }) {
  const { t, said } = useWords();
  const figures = useFigures();
  const name = (phase: PhasePreview['changes'][number]['from']) => t(`phases.phase.${phase ?? 'none'}`);
  return (
    <div role="status">
      <Text fw={600}>{said(found.verdict)}</Text>
      {found.changes.length > 0 && (
        <ul className={styles.changes}>
          {found.changes.map(({ from, to, people }) => (
            <li key={`${from}/${to}`}>
              {t('shell.pair', {
                name: t('phases.from_to', { from: name(from), to: name(to) }),
                value: figures.count(people),
              })}
            </li>
          ))}
        </ul>
      )}
      {found.sample.length > 0 && (
        <Text size="sm" c="dimmed">
          {t('phases.sample', {
            people: figures.list(found.sample.map(({ person }) => person.name ?? person.id)),
          })}
        </Text>
      )}
    </div>
  );
}
