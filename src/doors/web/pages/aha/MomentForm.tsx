import { Group, NumberInput, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { AhaDefinition } from '#src/insights/aha/index.ts';
import { question, useChange } from '../../ask.ts';
import type { Asked } from '../../asked.ts';
import { useMay, useSeat } from '../../seat.ts';
import { byChoices } from '../../ui/by-choices.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { FormDrawer } from '../../ui/FormDrawer.tsx';
import { eventWords } from '../../words/events.ts';
import { useWords } from '../../words/index.ts';
import { channelIn, channelText, likelyChannel } from './board-shape.ts';

type Adopting = Asked['aha.adopt']['input'];

interface MomentFormProps {
  /** The definition to change; null for a new one. */
  readonly moment: AhaDefinition | null;
  readonly rule: Adopting['rule'];
  readonly name: string;
  readonly catalogue: Catalogue;
  readonly onClose: () => void;
}

/** Adopts a count as what the team means by its aha moment, or changes that: name, owners, rule, channels, note. */
export function MomentForm({ moment, rule, name, catalogue, onClose }: MomentFormProps) {
  const { t } = useWords();
  const { draft, put, save, busy, error } = useDraft({ moment, rule, name, catalogue, onClose });
  const another = moment !== null && (draft.times !== rule.times || draft.days !== rule.days);
  return (
    <FormDrawer
      title={t(moment ? 'aha.change' : 'aha.adopt')}
      onClose={onClose}
      onSave={save}
      saves={t(moment ? 'shell.save' : 'aha.adopt')}
      lacking={draft.name.trim() === ''}
      busy={busy}
      error={error}
    >
      <TextInput
        label={t('aha.name')}
        required
        maxLength={200}
        value={draft.name}
        data-autofocus
        onChange={(event) => put({ name: event.currentTarget.value })}
      />
      <RuleFields rule={rule} draft={draft} put={put} />
      {another && <p>{t('aha.new_version')}</p>}
      <Owners draft={draft} put={put} />
      <Channel draft={draft} put={put} start={rule.start.event} catalogue={catalogue} />
      <Textarea
        label={t('aha.note')}
        description={t('aha.note_help')}
        autosize
        minRows={3}
        maxLength={5000}
        value={draft.note}
        onChange={(event) => put({ note: event.currentTarget.value })}
      />
    </FormDrawer>
  );
}

interface Draft {
  readonly name: string;
  readonly times: number;
  readonly days: number;
  readonly product: string[];
  readonly marketing: string[];
  readonly channel: string | null;
  readonly note: string;
}

interface PartProps {
  readonly draft: Draft;
  readonly put: (part: Partial<Draft>) => void;
}

function useDraft({ moment, rule, name, catalogue, onClose }: MomentFormProps) {
  const { t } = useWords();
  const { slug } = useSeat();
  const navigate = useNavigate();
  const touched = ['aha.list', 'aha.board', 'aha.rate', 'aha.progress'] as const;
  const adopt = useChange('aha.adopt', touched);
  const change = useChange('aha.change', touched);
  const [draft, setDraft] = useState<Draft>(() => ({
    name,
    times: rule.times,
    days: rule.days,
    product: [...(moment?.owners.product ?? [])],
    marketing: [...(moment?.owners.marketing ?? [])],
    channel: channelText(moment === null ? likelyChannel(catalogue.traits) : moment.channel),
    note: moment?.note ?? '',
  }));
  const save = () => {
    const told = {
      name: draft.name.trim(),
      owners: { product: draft.product, marketing: draft.marketing },
      note: draft.note,
      channel: channelIn(draft.channel),
      rule: { start: rule.start, match: rule.match, times: draft.times, days: draft.days },
    };
    const done = (word: 'aha.adopted' | 'aha.changed') => ({
      onSuccess: ({ definition }: { definition: AhaDefinition }) => {
        notifications.show({ message: t(word, { name: definition.name }) });
        onClose();
        if (moment === null)
          void navigate({ to: '/w/$slug/aha/moments/$id', params: { slug, id: definition.id } });
      },
    });
    if (moment === null) adopt.mutate(told, done('aha.adopted'));
    else change.mutate({ id: moment.id, ...told }, done('aha.changed'));
  };
  return {
    draft,
    put: (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part })),
    save,
    busy: adopt.isPending || change.isPending,
    error: adopt.error ?? change.error,
  };
}

function RuleFields({ rule, draft, put }: PartProps & Pick<MomentFormProps, 'rule'>) {
  const words = useWords();
  const { t } = words;
  return (
    <div>
      <p>
        {t('aha.rule_event', {
          event: eventWords(words, rule.match.event, 'name'),
          start: eventWords(words, rule.start.event, 'name'),
        })}
      </p>
      <Group grow gap="sm" mt="xs">
        <NumberInput
          label={t('aha.count')}
          min={1}
          max={1_000_000}
          allowDecimal={false}
          value={draft.times}
          onChange={(times) => typeof times === 'number' && times >= 1 && put({ times })}
        />
        <NumberInput
          label={t('aha.window_days')}
          min={1}
          max={366}
          allowDecimal={false}
          value={draft.days}
          onChange={(days) => typeof days === 'number' && days >= 1 && put({ days })}
        />
      </Group>
    </div>
  );
}

/** Who answers for it in each team: names of the workspace's users are offered, others may be written. */
function Owners({ draft, put }: PartProps) {
  const { t } = useWords();
  const { slug } = useSeat();
  const may = useMay('settings:read');
  const users = useQuery({ ...question(slug, 'users.list', {}), enabled: may });
  const names = [...new Set(users.data?.users.map(({ name }) => name) ?? [])];
  return (['product', 'marketing'] as const).map((team) => (
    <TagsInput
      key={team}
      label={t(`aha.owners_${team}`)}
      placeholder={draft[team].length === 0 ? t('aha.owners_example') : undefined}
      data={names}
      value={draft[team]}
      maxTags={20}
      onChange={(chosen) => put({ [team]: chosen })}
    />
  ));
}

function Channel({
  draft,
  put,
  start,
  catalogue,
}: PartProps & { start: string | null; catalogue: Catalogue }) {
  const words = useWords();
  const { t } = words;
  const { countingUnit } = useSeat();
  return (
    <Select
      label={t('aha.channel')}
      description={t('aha.channel_help')}
      placeholder={t('ask.by.none')}
      clearable
      searchable
      data={byChoices(words, catalogue, start, countingUnit).map(({ value, reads }) => ({
        value,
        label: reads,
      }))}
      value={draft.channel}
      onChange={(channel) => put({ channel })}
    />
  );
}
