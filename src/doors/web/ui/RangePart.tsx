import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import type { Figures } from '../words/figures.ts';
import { useFigures, useWords, type Words } from '../words/index.ts';
import { DateFields } from './DateFields.tsx';
import { addMonths, isWholeMonths, monthEnd, monthStart, type Span } from './dates.ts';
import { SentencePanel } from './SentencePanel.tsx';

/** The dates of entry, as a part of the sentence. */
export function RangePart({ from, to, span, onChange }: RangePartProps) {
  const words = useWords();
  const figures = useFigures();
  return (
    <SentencePanel label={words.t('ask.part.range')} reads={rangeSaid({ from, to }, words, figures)}>
      {(close) => (
        <RangeForm
          key={`${from}/${to}`}
          from={from}
          to={to}
          span={span}
          onChange={(range) => {
            onChange(range);
            close();
          }}
        />
      )}
    </SentencePanel>
  );
}

interface RangePartProps {
  readonly from: string;
  readonly to: string;
  readonly span: Span;
  readonly onChange: (range: { from: string; to: string }) => void;
}

function RangeForm({ from, to, span, onChange }: RangePartProps) {
  const { t } = useWords();
  const [first, setFirst] = useState(from);
  const [last, setLast] = useState(to);
  const lastMonths = (months: number) => ({ from: addMonths(span.last, 1 - months), to: span.last });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onChange({ from: first, to: last });
      }}
    >
      <Stack gap="sm">
        <Group gap="xs">
          {[3, 6, 12, 24].map((months) => (
            <Button
              key={months}
              size="compact-sm"
              variant="default"
              onClick={() => onChange(lastMonths(months))}
            >
              {t('ask.range.last', { months })}
            </Button>
          ))}
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => onChange({ from: monthStart(span.first), to: span.last })}
          >
            {t('ask.range.all')}
          </Button>
        </Group>
        <DateFields from={first} to={last} onFrom={setFirst} onTo={setLast} />
        <Button type="submit">{t('ask.range.apply')}</Button>
      </Stack>
    </form>
  );
}

/** Dates as one says them: whole months by their names. */
export function rangeSaid(
  { from, to }: { from: string; to: string },
  { t }: Words,
  figures: Figures,
): string {
  if (from === to) return t('ask.range.day', { from: figures.day(from) });
  if (isWholeMonths(from, to)) {
    const [first, last] = [figures.day(from, 'month'), figures.day(to, 'month')];
    if (to === monthEnd(from)) return t('ask.range.month', { from: first });
    return t('ask.range.months', { from: shortened(first, last), to: last });
  }
  const [first, last] = [figures.day(from), figures.day(to)];
  return t('ask.range.days', { from: shortened(first, last), to: last });
}

/** « janvier 1997 » beside « mars 1997 » is « janvier ». */
function shortened(first: string, last: string): string {
  const year = / \d{4}$/.exec(first)?.[0];
  return year && last.endsWith(year) ? first.slice(0, -year.length) : first;
}
