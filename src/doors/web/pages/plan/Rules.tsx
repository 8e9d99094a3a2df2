import { Button, Group, Select } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { Refused } from '../../ui/Refused.tsx';
import { useWords } from '../../words/index.ts';
import plan from './Plan.module.css';
import styles from './Rules.module.css';
import type { Rules as RulesShape } from './shapes.ts';
import { usePlace, usePlanChange } from './usePlan.ts';

const does = ['accept', 'flag', 'quarantine', 'refuse'] as const;
const rules = [
  { rule: 'unknownEvent', reason: 'plan.unknown_event', does },
  { rule: 'missingProperty', reason: 'plan.missing_property', does },
  { rule: 'wrongType', reason: 'plan.wrong_type', does: ['accept', 'flag', 'fix', 'quarantine', 'refuse'] },
  { rule: 'valueNotAllowed', reason: 'plan.value_not_allowed', does },
  { rule: 'unplannedProperty', reason: 'plan.unplanned_property', does },
] as const;

const days = 30;

/** What becomes of what does not conform. */
export function Rules() {
  const { held } = usePlace();
  return <RulesForm key={JSON.stringify(held.plan.rules)} kept={held.plan.rules} />;
}

function RulesForm({ kept }: { kept: RulesShape }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const { mayWrite } = usePlace();
  const [told, setTold] = useState(kept);
  const noticed = useQuery(question(slug, 'plan.noticed', { days })).data?.noticed ?? [];
  const save = usePlanChange('plan.set-rules');
  const changed = rules.some(({ rule }) => told[rule] !== kept[rule]);
  const send = (submitted: FormEvent) => {
    submitted.preventDefault();
    save.send({ rules: told }, () => void notifications.show({ message: t('plan.rules_saved') }));
  };
  const countOf = (reason: string) =>
    noticed.filter((one) => one.reason === reason).reduce((sum, { events }) => sum + events, 0);
  return (
    <form onSubmit={send} className={`${plan.part} ${plan.narrow}`}>
      <p className={styles.lead}>{t('plan.rules_lead')}</p>
      <div className={styles.rules}>
        {rules.map(({ rule, reason, does: choices }) => (
          <div key={rule} className={styles.rule}>
            <div>
              <p className={styles.name}>{t(`plan.rule.${rule}`)}</p>
              <p className={styles.help}>{t(`plan.rule_help.${rule}`)}</p>
              {(countOf(reason) > 0 || kept[rule] !== 'accept') && (
                <p className={styles.help}>{t('plan.rule_count', { count: countOf(reason), days })}</p>
              )}
            </div>
            <div>
              <Select
                aria-label={t(`plan.rule.${rule}`)}
                allowDeselect={false}
                disabled={!mayWrite}
                data={choices.map((one) => ({ value: one, label: t(`plan.does.${one}`) }))}
                value={told[rule]}
                onChange={(next) => {
                  const chosen = choices.find((one) => one === next) ?? 'accept';
                  setTold({ ...told, [rule]: chosen });
                }}
              />
              <p className={styles.help}>{t(`plan.does_help.${told[rule]}`)}</p>
            </div>
          </div>
        ))}
      </div>
      <p className={styles.help}>{t('plan.rules_never')}</p>
      {save.isError && <Refused error={save.error} />}
      {mayWrite && (
        <Group gap="sm">
          <Button type="submit" disabled={!changed} loading={save.isPending}>
            {t('plan.save_in_draft')}
          </Button>
          {changed && (
            <Button variant="default" onClick={() => setTold(kept)}>
              {t('shell.cancel')}
            </Button>
          )}
        </Group>
      )}
    </form>
  );
}
