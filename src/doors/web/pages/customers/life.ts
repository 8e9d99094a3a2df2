import type { Life } from '#src/customers/life/index.ts';
import type { Note } from '#src/insights/notes/index.ts';
import type { LifeMarks, LifeRail, Tone } from '../../charts/LifeLine.tsx';
import { cents } from '../../ui/cents.ts';
import { eventWords } from '../../words/events.ts';
import type { Figures } from '../../words/figures.ts';
import type { Words } from '../../words/index.ts';
import { noteSaid } from '../notes/marks.ts';

const dayMs = 86_400_000;

/** What a life on one line needs to be said. */
export interface LifeParts {
  readonly life: Life;
  readonly words: Words;
  readonly figures: Figures;
  readonly timezone: string;
}

/** The axis of a life: from the first of its weeks to the end of today. */
export const lifeSpan = ({ weeks, to }: Life, timezone: string): { from: number; to: number } => ({
  from: beginningOf(Date.parse(weeks[0] ?? to), timezone),
  to: beginningOf(Date.parse(to) + dayMs, timezone),
});

const tones: Readonly<Record<Life['bands'][number]['phase'], Tone>> = {
  conquest: 'begun',
  conversion: 'begun',
  loyalty: 'well',
  attrition: 'danger',
  retention: 'won',
  ended: 'over',
  not_renewed: 'over',
  cancelled: 'over',
  lost: 'over',
};

/** What is said beside a phase and calls for care. */
const cares: ReadonlySet<string> = new Set(['warning', 'missed_season', 'watch']);

/** Phases as bands. */
export function lifeBands({ life, words: { t }, figures, timezone }: LifeParts): LifeRail[] {
  if (life.bands.length === 0) return [];
  const spans = life.bands.map(({ phase, status, from, to }) => {
    const name =
      status === 'none'
        ? t(`phases.phase.${phase}`)
        : t('phases.phase_status', {
            phase: t(`phases.phase.${phase}`),
            status: t(`phases.status.${status}`),
          });
    return {
      from: Date.parse(from),
      to: to === null ? null : Date.parse(to),
      tone: cares.has(status) ? ('danger' as const) : tones[phase],
      name,
      said: t('life.band', {
        name,
        from: figures.dayOrMoment(from, timezone),
        to: to === null ? 'none' : figures.dayOrMoment(to, timezone),
      }),
    };
  });
  return [{ id: 'phases', label: t('life.phases'), look: 'band', spans }];
}

/** Contracts as rails, one per offer. */
export function lifeRails({
  contracts,
  words,
  figures,
  timezone,
}: Omit<LifeParts, 'life'> & { readonly contracts: readonly Agreed[] }): LifeRail[] {
  return [...Map.groupBy(contracts, ({ offer }) => offer)].map(([offer, own]) => ({
    id: offer,
    label: words.t('person.life_contract', { offer }),
    spans: own.map((contract) => ({
      from: Date.parse(contract.startsAt),
      to: contract.endsAt === null ? null : Date.parse(contract.endsAt),
      said: contractSaid(contract, { words, figures, timezone }),
    })),
  }));
}

type Agreed = Pick<Life['contracts'][number], 'offer' | 'startsAt' | 'endsAt'>;

/** A contract in a phrase: « Or, du 3 mars 2025 et toujours en cours ». */
export const contractSaid = (
  { offer, startsAt, endsAt }: Agreed,
  { words, figures, timezone }: Pick<LifeParts, 'words' | 'figures' | 'timezone'>,
): string =>
  words.t('person.contract', {
    offer,
    start: figures.dayOrMoment(startsAt, timezone),
    end: endsAt === null ? 'none' : figures.dayOrMoment(endsAt, timezone),
  });

/** By week: visits and purchases as bars (what they did, where neither is known), then what we did and their tickets as dots. */
export function lifeRows(parts: LifeParts): LifeMarks[] {
  const { life, words, figures, timezone } = parts;
  const { t } = words;
  const { to } = lifeSpan(life, timezone);
  const weekly = (
    id: string,
    label: string,
    values: readonly number[],
    told: (value: number) => string,
  ): LifeMarks[] => {
    const largest = Math.max(...values, 0);
    if (largest === 0) return [];
    const marks = life.weeks.flatMap((week, place) => {
      const value = values[place] ?? 0;
      if (value === 0) return [];
      const begins = beginningOf(Date.parse(week), timezone);
      const at = begins + Math.min(3.5 * dayMs, (to - begins) / 2); // of a week that has just begun, within what there is of it
      return [
        { at, size: value / largest, said: t('life.week', { week: figures.day(week), told: told(value) }) },
      ];
    });
    return [{ id, label, look: 'bar', marks }];
  };
  const bought = life.purchases.flatMap(({ currency, weeks }) =>
    weekly(`bought ${currency}`, t('life.purchases', { currency }), weeks.map(Number), (value) =>
      cents(value, currency, figures),
    ),
  );
  const visits =
    life.visits === null
      ? weekly('activity', t('life.activity'), life.activity, (count) => t('life.deeds', { count }))
      : weekly('visits', t('life.visits'), life.visits.weeks, (count) => t('life.visits_count', { count }));
  return [
    ...visits,
    ...bought,
    ...dots(
      'ours',
      t('life.ours'),
      life.ours.map(({ at, event, what }) => ({ at, said: oursSaid({ event, what }, words) })),
      parts,
    ),
    ...dots(
      'tickets',
      t('life.tickets'),
      life.tickets.map(({ at, event, topic }) => ({
        at,
        said: `${eventWords(words, event, 'name')}${topic === null ? '' : ` · ${topic}`}`,
      })),
      parts,
    ),
  ];
}

/** What we did in a phrase: « Action ouverte : appel ». */
export function oursSaid(
  { event, what }: { readonly event: string; readonly what: string | null },
  words: Words,
): string {
  const name = eventWords(words, event, 'name');
  return what === null ? name : words.t('shell.pair', { name, value: what });
}

function dots(
  id: string,
  label: string,
  all: readonly { readonly at: string; readonly said: string }[],
  { figures, timezone }: Pick<LifeParts, 'figures' | 'timezone'>,
): LifeMarks[] {
  if (all.length === 0) return [];
  const marks = all.map(({ at, said }) => ({
    at: Date.parse(at),
    size: 1,
    said: `${said}, ${figures.dayOrMoment(at, timezone)}`,
  }));
  return [{ id, label, look: 'dot', marks }];
}

/** The workspace's notes on dates within a life, where their days begin by the workspace's calendar, on a row of their own; none where none fall into it. */
export function lifeNotes(
  notes: readonly Note[],
  { from, to }: { readonly from: number; readonly to: number },
  { words, figures, timezone }: Pick<LifeParts, 'words' | 'figures' | 'timezone'>,
): LifeMarks[] {
  const marks = notes.flatMap((note) => {
    const begins = beginningOf(Date.parse(note.from), timezone);
    const ends = beginningOf(Date.parse(note.to) + dayMs, timezone);
    if (ends <= from || begins > to) return [];
    return [{ at: Math.max(from, begins), size: 1, said: noteSaid(note, words, figures) }];
  });
  return marks.length === 0 ? [] : [{ id: 'notes', label: words.t('notes.title'), look: 'dot', marks }];
}

/** A handful of dates along the axis; in a short life they stand where those days begin. */
export function lifeTicks(
  { from, to }: { from: number; to: number },
  { figures, timezone }: Pick<LifeParts, 'figures' | 'timezone'>,
): { at: number; label: string }[] {
  if (to - from <= 20 * dayMs) return dayTicks({ from, to }, { figures, timezone });
  const ticks = [0, 1 / 3, 2 / 3, 1].map((share) => {
    const at = from + (to - from) * share;
    return {
      at,
      label: figures.day(
        new Date(wallClock(at, timezone)).toISOString(),
        to - from > 120 * dayMs ? 'month' : 'short',
      ),
    };
  });
  return ticks.filter(({ label }, place) => ticks.findIndex((tick) => tick.label === label) === place);
}

/** At most five beginnings of local days, at equal distances. */
function dayTicks(
  { from, to }: { from: number; to: number },
  { figures, timezone }: Pick<LifeParts, 'figures' | 'timezone'>,
): { at: number; label: string }[] {
  const step = Math.max(1, Math.ceil((to - from) / dayMs / 5));
  const first = Math.floor(wallClock(from, timezone) / dayMs);
  const days = Array.from({ length: 5 }, (_, place) => (first + 1 + place * step) * dayMs);
  return days
    .map((day) => ({
      at: beginningOf(day, timezone),
      label: figures.day(new Date(day).toISOString(), 'short'),
    }))
    .filter(({ at }) => at >= from && at <= to);
}

/** When a local day begins. @param day its midnight as if it were UTC */
export function beginningOf(day: number, timezone: string): number {
  const ahead = (at: number) => wallClock(at, timezone) - at;
  return day - ahead(day - ahead(day)); // twice: clocks may be put forward or back in between
}

/** What a clock on the wall of that zone shows, as if it were UTC. */
const wallClock = (at: number, timezone: string): number =>
  Date.parse(`${new Date(at).toLocaleString('sv-SE', { timeZone: timezone }).replace(' ', 'T')}Z`);
