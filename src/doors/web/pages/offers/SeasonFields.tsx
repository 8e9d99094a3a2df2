import { Checkbox, Group, NumberInput, Select } from '@mantine/core';
import { useWords } from '../../words/index.ts';
import type { Terms } from './terms.ts';

type Season = NonNullable<Terms['season']>;

/** First and last day of a season, of every year. */
export function SeasonFields({
  season,
  onChange,
}: {
  season: Season | null;
  onChange: (season: Season | null) => void;
}) {
  const { t } = useWords();
  return (
    <>
      <Checkbox
        label={t('offers.season')}
        description={t('offers.season_help')}
        checked={season !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? { from: '11-01', to: '03-31' } : null)}
      />
      {season && (
        <>
          <DayField
            label={t('offers.season_from')}
            day={season.from}
            onChange={(from) => onChange({ ...season, from })}
          />
          <DayField
            label={t('offers.season_to')}
            day={season.to}
            onChange={(to) => onChange({ ...season, to })}
          />
        </>
      )}
    </>
  );
}

const months = Array.from({ length: 12 }, (_, month) => String(month + 1).padStart(2, '0'));
/** 29 February is no day of every year. */
const daysIn = (month: string): number => new Date(Date.UTC(2001, Number(month), 0)).getUTCDate();

function DayField({ label, day, onChange }: { label: string; day: string; onChange: (day: string) => void }) {
  const { t, language } = useWords();
  const [month = '01', date = '01'] = day.split('-');
  const name = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' });
  const put = (nextMonth: string, nextDate: number) =>
    onChange(`${nextMonth}-${String(Math.min(nextDate, daysIn(nextMonth))).padStart(2, '0')}`);
  return (
    <Group grow align="end" gap="sm">
      <NumberInput
        label={label}
        min={1}
        max={daysIn(month)}
        allowDecimal={false}
        value={Number(date)}
        onChange={(next) => typeof next === 'number' && next >= 1 && put(month, next)}
      />
      <Select
        aria-label={t('offers.season_month', { label })}
        allowDeselect={false}
        data={months.map((one) => ({
          value: one,
          label: name.format(Date.UTC(2001, Number(one) - 1, 1)),
        }))}
        value={month}
        comboboxProps={{ withinPortal: false }}
        onChange={(next) => next && put(next, Number(date))}
      />
    </Group>
  );
}
