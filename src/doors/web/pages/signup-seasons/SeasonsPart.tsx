import { ActionIcon, Button, Group, MultiSelect, Stack } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { SignupSeasonsAskInput } from '#src/insights/signup-seasons/index.ts';
import { SentencePanel } from '../../ui/SentencePanel.tsx';
import type { Figures } from '../../words/figures.ts';
import { useFigures, useWords } from '../../words/index.ts';
import { usualSeasons } from './search.ts';

type Season = NonNullable<SignupSeasonsAskInput['seasons']>[number];

interface SeasonsProps {
  readonly seasons: readonly Season[];
  readonly onChange: (seasons: Season[]) => void;
}

/** Which months make a season, as a part of the sentence: « janvier ; avril, mai et juin ; septembre ». */
export function SeasonsPart({ seasons, onChange }: SeasonsProps) {
  const { t } = useWords();
  const figures = useFigures();
  return (
    <SentencePanel
      label={t('signup-seasons.part.seasons')}
      reads={seasons.map((season) => seasonReads(season, figures)).join(t('signup-seasons.between'))}
      width={420}
    >
      {(close) => (
        <SeasonsForm
          seasons={seasons}
          onChange={(next) => {
            onChange(next);
            close();
          }}
        />
      )}
    </SentencePanel>
  );
}

const all = Array.from({ length: 12 }, (_, i) => i + 1);

/** 1 is January. */
const monthNamed = (month: number, figures: Figures): string =>
  figures.day(`2001-${String(month).padStart(2, '0')}-01`, 'month-name');

const seasonReads = ({ name, months }: Season, figures: Figures): string =>
  name ??
  figures.list(months.toSorted((one, other) => one - other).map((month) => monthNamed(month, figures)));

/** Most seasons that can be held against each other. */
const most = 6;

function SeasonsForm({ seasons, onChange }: SeasonsProps) {
  const { t } = useWords();
  const [draft, setDraft] = useState<readonly Season[]>(seasons);
  const told = draft.filter(({ months }) => months.length > 0);
  const taken = new Set(draft.flatMap(({ months }) => months));
  const put = (at: number, months: number[]) =>
    setDraft(draft.map((season, place) => (place === at ? { ...season, months } : season)));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onChange(told.map(({ name, months }) => (name === undefined ? { months } : { name, months })));
      }}
    >
      <Stack gap="sm">
        {draft.map(({ name, months }, at) => (
          <MonthsField
            key={at}
            label={name ?? t('signup-seasons.nth', { place: at + 1 })}
            months={months}
            free={all.filter((month) => months.includes(month) || !taken.has(month))}
            onChange={(next) => put(at, next)}
            onRemove={draft.length > 1 ? () => setDraft(draft.toSpliced(at, 1)) : undefined}
          />
        ))}
        <p>{t('signup-seasons.rest')}</p>
        <Group justify="space-between">
          <Group gap="xs">
            <Button
              variant="default"
              disabled={draft.length >= most || taken.size === all.length}
              onClick={() => setDraft([...draft, { months: [] }])}
            >
              {t('signup-seasons.add')}
            </Button>
            <Button variant="default" onClick={() => setDraft(usualSeasons)}>
              {t('signup-seasons.usual_months')}
            </Button>
          </Group>
          <Button type="submit" disabled={told.length === 0 || told.some(({ months }) => months.length > 11)}>
            {t('ask.where_apply')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface MonthsProps {
  readonly label: string;
  readonly months: readonly number[];
  /** Months that are of no other season. */
  readonly free: readonly number[];
  readonly onChange: (months: number[]) => void;
  /** Absent where it is the only season. */
  readonly onRemove: (() => void) | undefined;
}

function MonthsField({ label, months, free, onChange, onRemove }: MonthsProps) {
  const { t } = useWords();
  const figures = useFigures();
  return (
    <Group align="end" wrap="nowrap" gap="xs">
      <MultiSelect
        flex={1}
        label={label}
        data={free.map((month) => ({ value: String(month), label: monthNamed(month, figures) }))}
        value={months.map(String)}
        comboboxProps={{ withinPortal: false }}
        onChange={(chosen) => onChange(chosen.map(Number).toSorted((one, other) => one - other))}
      />
      {onRemove && (
        <ActionIcon
          variant="default"
          size="input-sm"
          aria-label={t('signup-seasons.remove', { season: label })}
          onClick={onRemove}
        >
          <IconTrash />
        </ActionIcon>
      )}
    </Group>
  );
}
