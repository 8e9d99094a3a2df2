import { SegmentedControl, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PhasePreview, PhaseRules } from '#src/insights/phase-board/index.ts';
import { question, useChange } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { FormDrawer } from '../../ui/FormDrawer.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './Phases.module.css';
import { type Rule, RuleFields } from './RuleFields.tsx';

type Holds = 'now' | 'always';

interface RuleDrawerProps {
  /** '' for all offers. */
  readonly offer: string;
  readonly mayAdopt: boolean;
  readonly catalogue: Catalogue;
  readonly onClose: () => void;
}

/** The rule that holds, changed by hand, looked at on everyone before it is adopted. */
export function RuleDrawer(props: RuleDrawerProps) {
  const { offer } = props;
  const { slug } = useSeat();
  const rules = useQuery(question(slug, 'phases.rules', {}));
  if (rules.isError) return <Refused error={rules.error} again={() => rules.refetch()} />;
  const own = rules.data?.rules.find((one) => one.offer === offer && one.holds);
  const held = own ?? rules.data?.rules.find((one) => one.offer === '' && one.holds);
  if (held === undefined) return <Waiting height={80} />;
  return <RuleForm key={held.version} {...props} held={held} />;
}

function RuleForm({
  offer,
  held,
  mayAdopt,
  catalogue,
  onClose,
}: RuleDrawerProps & { held: PhaseRules['rules'][number] }) {
  const { t, said } = useWords();
  const [rule, setRule] = useState<Rule>(held.rule);
  const [holds, setHolds] = useState<Holds>('always');
  const preview = usePreview({ offer, rule, holds });
  const adopt = useChange('phases.adopt', ['phases.board', 'phases.rules', 'phases.warnings']);
  const changed = JSON.stringify(rule) !== JSON.stringify(held.rule);
  const seen = preview.data !== undefined;
  const change = (part: Partial<Rule>) => {
    setRule({ ...rule, ...part });
    preview.stop();
  };
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
      onSave={seen ? save : preview.look}
      saves={t(seen ? 'phases.adopt' : 'phases.look')}
      lacking={!changed || (seen && !mayAdopt)}
      busy={adopt.isPending || preview.isLooking}
      error={adopt.error ?? preview.error}
    >
      <p className={styles.rule}>{said(held.words)}</p>
      <RuleFields rule={rule} offer={offer} catalogue={catalogue} onChange={change} />
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
            preview.stop();
          }}
        />
        <Text size="sm" c="dimmed">
          {t(holds === 'now' ? 'phases.holds_now_help' : 'phases.holds_always_help')}
        </Text>
      </Stack>
      {preview.isLooking && <Waiting height={100} onStop={preview.stop} />}
      {preview.data && <Previewed found={preview.data} />}
      {!mayAdopt && (
        <Text size="sm" c="dimmed">
          {t('phases.may_not_adopt')}
        </Text>
      )}
    </FormDrawer>
  );
}

/** Looks at what a rule would change when told to; leaving, stopping and another rule close the question in the engines too. */
function usePreview(input: { offer: string; rule: Rule; holds: Holds }) {
  const { slug } = useSeat();
  const queries = useQueryClient();
  const [looks, setLooks] = useState(false);
  const asked = question(slug, 'phases.preview', input);
  const query = useQuery({ ...asked, enabled: looks, staleTime: Number.POSITIVE_INFINITY, retry: false });
  return {
    data: looks ? query.data : undefined,
    error: looks ? query.error : null,
    isLooking: looks && query.isFetching,
    look: () => {
      setLooks(true);
      if (query.isError) void query.refetch();
    },
    stop: () => {
      setLooks(false);
      void queries.cancelQueries({ queryKey: asked.queryKey });
    },
  };
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
