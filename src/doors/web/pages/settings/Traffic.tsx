import { Button, Group, SegmentedControl, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { question, useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import type { InternalRule } from '../../shapes.ts';
import { TextLink } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words/index.ts';
import styles from './Traffic.module.css';
import { asRule, peopleOfRule, sameRule } from './traffic.ts';

/** Whose traffic is the team's own and therefore not counted. */
export function Traffic() {
  const { t } = useWords();
  const { slug } = useSeat();
  const may = useMay('data:write');
  const kept = useQuery(question(slug, 'traffic.rules', {}));
  const change = useChange('traffic.change', ['traffic.rules', 'audit.list']);
  const rules = kept.data?.rules ?? [];
  const put = (next: readonly InternalRule[], message: string, then?: () => void) =>
    change.mutate(
      { rules: [...next] },
      {
        onSuccess: () => {
          notifications.show({ message });
          then?.();
        },
      },
    );
  return (
    <Page narrow title={t('traffic.title')} lead={t('traffic.lead')}>
      {kept.isPending && <Waiting height={200} />}
      {kept.isError && <Refused error={kept.error} again={() => kept.refetch()} />}
      {kept.isSuccess && may && (
        <NewRule
          rules={rules}
          busy={change.isPending}
          onAdd={(rule, then) => put([...rules, rule], t('traffic.added'), then)}
        />
      )}
      {change.isError && <Refused error={change.error} />}
      {kept.isSuccess && rules.length === 0 && (
        <Teach icon={<IconUsersGroup />} title={t('traffic.none_title')}>
          {t('traffic.none')}
        </Teach>
      )}
      {rules.length > 0 && (
        <Rows
          rows={rules.map((rule) => ({
            id: `${rule.kind}:${rule.value}`,
            title: t(`traffic.rule.${rule.kind}`, { value: rule.value }),
            detail: <Known rule={rule} />,
            aside: may && (
              <Button
                size="xs"
                variant="default"
                disabled={change.isPending}
                onClick={() =>
                  put(
                    rules.filter((one) => !sameRule(one, rule)),
                    t('traffic.removed'),
                  )
                }
              >
                {t('traffic.remove')}
              </Button>
            ),
          }))}
        />
      )}
    </Page>
  );
}

function NewRule({
  rules,
  busy,
  onAdd,
}: {
  rules: readonly InternalRule[];
  busy: boolean;
  onAdd: (rule: InternalRule, then: () => void) => void;
}) {
  const { t } = useWords();
  const [kind, setKind] = useState<InternalRule['kind']>('email_domain');
  const [text, setText] = useState('');
  const rule = asRule(kind, text);
  const already = rule !== undefined && rules.some((one) => sameRule(one, rule));
  return (
    <Panel title={t('traffic.new')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (rule && !already) onAdd(rule, () => setText(''));
        }}
      >
        <SegmentedControl
          aria-label={t('traffic.kind')}
          value={kind}
          onChange={(next) => setKind(next === 'user_id' ? 'user_id' : 'email_domain')}
          data={[
            { value: 'email_domain', label: t('traffic.kind_email_domain') },
            { value: 'user_id', label: t('traffic.kind_user_id') },
          ]}
        />
        <TextInput
          label={t(`traffic.kind_${kind}`)}
          placeholder={t(`traffic.example_${kind}`)}
          value={text}
          error={
            already
              ? t('traffic.already')
              : text.trim() !== '' && rule === undefined
                ? t('traffic.not_a_domain')
                : undefined
          }
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <p className={styles.will} role="status">
          {rule && !already && <Known rule={rule} />} {t('traffic.will')}
        </p>
        <Group>
          <Button type="submit" loading={busy} disabled={rule === undefined || already}>
            {t('traffic.add')}
          </Button>
        </Group>
      </form>
    </Panel>
  );
}

/** How many people known today a rule speaks of, and the way to them. */
function Known({ rule }: { rule: InternalRule }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const may = useMay('customers:read');
  const search = peopleOfRule(rule);
  const found = useQuery({
    ...question(slug, 'customers.search', { ...search, limit: 1 }),
    enabled: may,
  });
  if (!found.data) return null;
  const said = t('traffic.known', { count: found.data.total });
  if (found.data.total === 0) return said;
  return (
    <TextLink
      size="xs"
      to="/w/$slug/people"
      params={{ slug }}
      search={{
        ...(search.text ? { search: search.text } : {}),
        ...(search.people ? { people: search.people } : {}),
      }}
    >
      {said}
    </TextLink>
  );
}
