import {
  Button,
  Checkbox,
  Group,
  MultiSelect,
  NumberInput,
  Select,
  Stack,
  TagsInput,
  Text,
} from '@mantine/core';
import { useState } from 'react';
import type { ScanAskInput } from '#src/insights/aha/index.ts';
import type { Change } from '../../ui/address.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { DeedPart } from '../../ui/DeedPart.tsx';
import { eventOf } from '../../ui/deed.ts';
import { EventPart } from '../../ui/EventPart.tsx';
import { FrameRefine } from '../../ui/FrameRefine.tsx';
import { MatchForm } from '../../ui/MatchForm.tsx';
import { RangePart } from '../../ui/RangePart.tsx';
import refine from '../../ui/Refine.module.css';
import { SentencePanel } from '../../ui/SentencePanel.tsx';
import { WhoPart } from '../../ui/WhoPart.tsx';
import { eventWords } from '../../words/events.ts';
import { useFigures, useWords } from '../../words/index.ts';
import { usualOutcome, usualWindows } from './first-scan.ts';
import type { AhaSearch } from './search.ts';

export interface QuestionProps {
  readonly asked: ScanAskInput;
  readonly search: AhaSearch;
  readonly catalogue: Catalogue;
  readonly onChange: Change<AhaSearch>;
}

/** Another question has another answer: what was picked in the one before is let go. */
const afresh = { pick: undefined };
const anything = { event: null };

/** Who entered, by what, which windows, what having stayed means. */
export function Sentence({ asked, search, catalogue, onChange }: QuestionProps) {
  const { t, rich } = useWords();
  const change: Change<AhaSearch> = (part) => onChange({ ...afresh, ...part });
  return rich('aha.sentence', {
    who: <WhoPart search={search} catalogue={catalogue} onChange={change} />,
    start: (
      <EventPart
        label={t('aha.part.start')}
        form="past"
        match={asked.start}
        catalogue={catalogue}
        onChange={(start) => change({ start })}
      />
    ),
    range: <RangePart from={asked.from} to={asked.to} span={catalogue.span} onChange={change} />,
    windows: (
      <WindowsPart windows={asked.windows ?? usualWindows} onChange={(windows) => change({ windows })} />
    ),
    again: (
      <DeedPart
        label={t('aha.part.return')}
        form="again"
        deed={asked.return ?? anything}
        catalogue={catalogue}
        onChange={(back) => change({ return: back })}
      />
    ),
    outcome: (
      <OutcomePart
        outcome={asked.outcome ?? usualOutcome}
        least={Math.max(...(asked.windows ?? usualWindows))}
        onChange={(outcome) => change({ outcome })}
      />
    ),
  });
}

interface WindowsPartProps {
  readonly windows: readonly number[];
  readonly onChange: (windows: number[]) => void;
}

/** « dans les 3, 7, 10 ou 14 premiers jours » */
function WindowsPart({ windows, onChange }: WindowsPartProps) {
  const { t } = useWords();
  const figures = useFigures();
  const sorted = windows.toSorted((one, other) => one - other);
  return (
    <SentencePanel
      label={t('aha.part.windows')}
      reads={t('aha.windows', { days: figures.either(sorted.map(String)), last: sorted.at(-1) ?? 1 })}
    >
      {(close) => (
        <WindowsForm
          windows={sorted}
          onChange={(next) => {
            onChange(next);
            close();
          }}
        />
      )}
    </SentencePanel>
  );
}

function WindowsForm({ windows, onChange }: WindowsPartProps) {
  const { t } = useWords();
  const [written, setWritten] = useState(() => windows.map(String));
  const days = [...new Set(written.map(Number))].filter(
    (one) => Number.isInteger(one) && one >= 1 && one <= 366,
  );
  const wrong = days.length < written.length;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onChange(days.toSorted((one, other) => one - other));
      }}
    >
      <Stack gap="sm">
        <TagsInput
          label={t('aha.windows_label')}
          description={t('aha.windows_help')}
          value={written}
          onChange={setWritten}
          maxTags={8}
          error={wrong ? t('aha.windows_wrong') : undefined}
        />
        <Button type="submit" disabled={wrong || days.length === 0}>
          {t('ask.where_apply')}
        </Button>
      </Stack>
    </form>
  );
}

/** Usual times to judge who stayed, in days after the start. */
const times = [
  { name: 'second_month', from: 30, to: 59 },
  { name: 'third_month', from: 60, to: 89 },
  { name: 'sixth_month', from: 150, to: 179 },
  { name: 'year', from: 335, to: 394 },
] as const;

interface OutcomeProps {
  readonly outcome: { readonly from: number; readonly to: number };
  /** Length of the longest window: staying is judged once it is over. */
  readonly least: number;
  readonly onChange: (outcome: { from: number; to: number }) => void;
}

/** « entre les jours 60 et 89 » */
function OutcomePart({ outcome, least, onChange }: OutcomeProps) {
  const { t } = useWords();
  return (
    <SentencePanel label={t('aha.part.outcome')} reads={t('aha.outcome', { ...outcome })} width={360}>
      {(close) => (
        <OutcomeForm
          outcome={outcome}
          least={least}
          onChange={(next) => {
            onChange(next);
            close();
          }}
        />
      )}
    </SentencePanel>
  );
}

function OutcomeForm({ outcome, least, onChange }: OutcomeProps) {
  const { t } = useWords();
  const [{ from, to }, setDraft] = useState(outcome);
  const early = from < least;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onChange({ from, to });
      }}
    >
      <Stack gap="sm">
        <Group gap="xs">
          {times
            .filter((one) => one.from >= least)
            .map((one) => (
              <Button
                key={one.name}
                size="compact-sm"
                variant="default"
                onClick={() => onChange({ from: one.from, to: one.to })}
              >
                {t(`aha.outcome_${one.name}`)}
              </Button>
            ))}
        </Group>
        <Group grow gap="sm" align="start">
          <NumberInput
            label={t('steps.from_day')}
            min={1}
            max={3660}
            allowDecimal={false}
            value={from}
            error={early ? t('aha.outcome_early', { least }) : undefined}
            onChange={(day) => typeof day === 'number' && setDraft({ from: day, to: Math.max(day, to) })}
          />
          <NumberInput
            label={t('steps.to_day')}
            min={from}
            max={3660}
            allowDecimal={false}
            value={to}
            onChange={(day) => typeof day === 'number' && setDraft({ from, to: day })}
          />
        </Group>
        <Text size="xs" c="dimmed">
          {t('aha.outcome_help')}
        </Text>
        <Button type="submit" disabled={early || to < from}>
          {t('ask.where_apply')}
        </Button>
      </Stack>
    </form>
  );
}

/** What else may be said of the search: who had left, which events are not tried, conditions on the two events. */
export function Refine({ asked, search, catalogue, onChange }: QuestionProps) {
  const words = useWords();
  const { t } = words;
  const change: Change<AhaSearch> = (part) => onChange({ ...afresh, ...part });
  const names = catalogue.events.map(({ event }) => ({
    value: event,
    label: eventWords(words, event, 'name'),
  }));
  return (
    <FrameRefine search={search} onChange={change}>
      <Select
        label={t('aha.left')}
        description={t('aha.left_help')}
        placeholder={t('aha.left_none')}
        clearable
        searchable
        openOnFocus={false}
        data={names}
        value={asked.left?.event ?? null}
        comboboxProps={{ withinPortal: false }}
        onChange={(event) => change({ left: event === null ? undefined : { event } })}
      />
      <MultiSelect
        label={t('aha.exclude')}
        description={t('aha.exclude_help')}
        searchable
        clearable
        hidePickedOptions
        data={names}
        value={[...(asked.exclude ?? [])]}
        comboboxProps={{ withinPortal: false }}
        onChange={(exclude) => change({ exclude: exclude.length === 0 ? undefined : exclude })}
      />
      <Checkbox
        label={t('aha.presence')}
        checked={asked.presence ?? false}
        onChange={(event) => change({ presence: event.currentTarget.checked || undefined })}
      />
      {(['start', 'return'] as const).map((end) => {
        const match = eventOf(asked[end] ?? anything);
        return (
          match && (
            <details key={end} className={refine.more} open={(match.where ?? []).length > 0}>
              <summary>{t(`aha.where_${end}`)}</summary>
              <MatchForm
                label={t(`aha.part.${end}`)}
                match={match}
                any
                catalogue={catalogue}
                onChange={(next) => change({ [end]: next })}
              />
            </details>
          )
        );
      })}
    </FrameRefine>
  );
}
