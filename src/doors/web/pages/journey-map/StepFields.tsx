import {
  ActionIcon,
  Button,
  Group,
  SegmentedControl,
  Stack,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { Basis, MapStep } from '#src/insights/journey-maps/index.ts';
import type { Match } from '../../ui/conditions.ts';
import { MatchForm } from '../../ui/MatchForm.tsx';
import { useWords } from '../../words/index.ts';
import { scoreWord } from './EmotionLane.tsx';
import { changeStep } from './edit.ts';
import styles from './Fields.module.css';
import type { MapProps } from './props.ts';

interface FieldsProps extends MapProps {
  readonly step: MapStep;
}

const scores = [-2, -1, 0, 1, 2] as const;
const statuses = ['keep', 'fix', 'remove', 'add'] as const;
const channels = ['web', 'app', 'store', 'email', 'phone', 'mail'] as const;

/** What is said of a step by hand, and which events measure it. Each change goes into the draft. */
export function StepFields({ step, draft, catalogue }: FieldsProps) {
  const { t } = useWords();
  const put = (part: Partial<MapStep>) => draft.change((drawn) => changeStep(drawn, step.id, part));
  const status = statuses.find((one) => one === step.status) ?? 'none';
  return (
    <Stack gap="md">
      <Labelled label={t('journey.status')}>
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={t('journey.status')}
          value={status}
          data={(['none', ...statuses] as const).map((value) => ({
            value,
            label: value === 'none' ? '–' : t(`journey.status.${value}`),
          }))}
          onChange={(next) => put({ status: statuses.find((one) => one === next) ?? null })}
        />
      </Labelled>
      <Group grow gap="sm">
        <Written
          label={t('journey.name_fr')}
          text={step.name.fr}
          onWritten={(fr) => put({ name: { ...step.name, fr } })}
        />
        <Written
          label={t('journey.name_en')}
          text={step.name.en}
          onWritten={(en) => put({ name: { ...step.name, en } })}
        />
      </Group>
      <Matches step={step} catalogue={catalogue} onChange={(matches) => put({ matches })} />
      {step.matches.length === 0 && <BasisField basis={step.basis} onChange={(basis) => put({ basis })} />}
      <Emotion step={step} onChange={(emotion) => put({ emotion })} />
      <Written
        long
        label={t('journey.note')}
        help={t('journey.note_help')}
        text={step.note.text}
        onWritten={(text) => put({ note: { ...step.note, text } })}
      />
      {step.note.text !== '' && (
        <BasisField basis={step.note.basis} onChange={(basis) => put({ note: { ...step.note, basis } })} />
      )}
      <TagsInput
        label={t('journey.channels')}
        description={t('journey.channels_help')}
        data={channels.map((channel) => t(`journey.channel.${channel}`))}
        value={step.channels}
        maxTags={6}
        comboboxProps={{ withinPortal: false }}
        onChange={(next) => put({ channels: next.map((one) => one.trim().slice(0, 60)).filter(Boolean) })}
      />
      <Written label={t('journey.owner')} text={step.owner} onWritten={(owner) => put({ owner })} />
    </Stack>
  );
}

const Labelled = ({ label, children }: { label: string; children: ReactNode }) => (
  <Stack gap={4}>
    <strong>{label}</strong>
    {children}
  </Stack>
);

interface WrittenProps {
  readonly label: string;
  readonly help?: string;
  readonly text: string;
  readonly long?: boolean;
  readonly onWritten: (text: string) => void;
}

/** A text that goes into the draft when one leaves the field: a word is one change, not each of its letters. */
function Written({ label, help, text, long = false, onWritten }: WrittenProps) {
  const [written, setWritten] = useState({ of: text, now: text });
  const now = written.of === text ? written.now : text;
  const leave = () => now.trim() !== text && onWritten(now.trim());
  const field = {
    label,
    ...(help === undefined ? {} : { description: help }),
    value: now,
    onBlur: leave,
  };
  if (long) {
    return (
      <Textarea
        {...field}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={4000}
        onChange={(event) => setWritten({ of: text, now: event.currentTarget.value })}
      />
    );
  }
  return (
    <TextInput
      {...field}
      maxLength={120}
      onChange={(event) => setWritten({ of: text, now: event.currentTarget.value })}
      onKeyDown={(event) => event.key === 'Enter' && leave()}
    />
  );
}

/** Declared or assumed. */
function BasisField({ basis, onChange }: { basis: Basis; onChange: (basis: Basis) => void }) {
  const { t } = useWords();
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('journey.basis')}
      value={basis}
      data={(['declared', 'assumed'] as const).map((value) => ({
        value,
        label: t(`journey.basis.${value}`),
      }))}
      onChange={(next) => onChange(next === 'declared' ? 'declared' : 'assumed')}
    />
  );
}

function Emotion({
  step: { emotion },
  onChange,
}: {
  step: MapStep;
  onChange: (emotion: MapStep['emotion']) => void;
}) {
  const { t } = useWords();
  const basis = emotion?.basis ?? 'assumed';
  return (
    <Labelled label={t('journey.emotion')}>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t('journey.emotion')}
        value={emotion === null ? '' : String(emotion.score)}
        data={[
          { value: '', label: '–' },
          ...scores.map((score) => ({
            value: String(score),
            label: (
              <span title={t(scoreWord(score))}>
                {score > 0 ? `+${score}` : String(score).replace('-', '−')}
              </span>
            ),
          })),
        ]}
        onChange={(next) => onChange(next === '' ? null : { score: Number(next), basis })}
      />
      {emotion !== null && (
        <>
          <span>{t(scoreWord(emotion.score))}</span>
          <BasisField basis={basis} onChange={(next) => onChange({ ...emotion, basis: next })} />
        </>
      )}
    </Labelled>
  );
}

interface MatchesProps {
  readonly step: MapStep;
  readonly catalogue: MapProps['catalogue'];
  readonly onChange: (matches: MapStep['matches']) => void;
}

/** The events of which any does the step. */
function Matches({ step: { matches }, catalogue, onChange }: MatchesProps) {
  const { t } = useWords();
  if (catalogue === null) return null;
  const put = (at: number, { event, where = [] }: Match) =>
    onChange(
      matches.map((one, i) =>
        i === at ? { event, where: where.map(({ values = [], ...test }) => ({ ...test, values })) } : one,
      ),
    );
  const next = catalogue.events.find(({ event }) => !matches.some((one) => one.event === event))?.event;
  return (
    <Labelled label={t('journey.matches')}>
      <span>{t('journey.matches_help')}</span>
      {matches.map((match, at) => (
        <Group key={`${at}/${match.event}`} align="start" wrap="nowrap" gap="xs">
          <div className={styles.match}>
            <MatchForm
              label={t('journey.match_n', { n: at + 1 })}
              match={match}
              catalogue={catalogue}
              onChange={(one) => put(at, one)}
            />
          </div>
          <ActionIcon
            mt={26}
            variant="default"
            aria-label={t('shell.pair', { name: t('journey.match_remove'), value: match.event ?? '' })}
            onClick={() => onChange(matches.filter((_, i) => i !== at))}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      {matches.length < 10 && next !== undefined && (
        <Button
          className={styles.start ?? ''}
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => onChange([...matches, { event: next, where: [] }])}
        >
          {t('journey.match_add')}
        </Button>
      )}
    </Labelled>
  );
}
