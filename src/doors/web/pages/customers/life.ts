import type { Note } from '#src/insights/notes/index.ts';
import type { LifeMarks, LifeRail } from '../../charts/LifeLine.tsx';
import type { Contract, Profile, TimelineEvent } from '../../shapes.ts';
import { eventWords } from '../../words/events.ts';
import type { Figures } from '../../words/figures.ts';
import type { Words } from '../../words/index.ts';
import { noteSaid } from '../notes/marks.ts';

const mostRows = 5;
const dayMs = 86_400_000;

/** What a life on one line needs to be said. */
export interface LifeParts {
  readonly profile: Profile;
  readonly events: readonly TimelineEvent[];
  readonly contracts: readonly Contract[];
  readonly words: Words;
  readonly figures: Figures;
  readonly timezone: string;
}

/** The axis of a life: from its first trace (or contract) to its last; a single day gets a day on both sides. */
export function lifeSpan({
  profile,
  contracts,
}: Pick<LifeParts, 'profile' | 'contracts'>): { from: number; to: number } | null {
  const instants = [
    profile.firstSeen,
    profile.lastSeen,
    ...contracts.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]),
  ].flatMap((text) => (text === null ? [] : [Date.parse(text)]));
  if (instants.length === 0) return null;
  const [from, to] = [Math.min(...instants), Math.max(...instants)];
  return to - from < dayMs ? { from: from - dayMs, to: to + dayMs } : { from, to };
}

/** Contracts as rails, one per offer. */
export function lifeRails({ contracts, words, figures, timezone }: LifeParts): LifeRail[] {
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

/** A contract in a phrase: « Or, du 3 mars 2025 et toujours en cours ». */
export const contractSaid = (
  { offer, startsAt, endsAt }: Contract,
  { words, figures, timezone }: Pick<LifeParts, 'words' | 'figures' | 'timezone'>,
): string =>
  words.t('person.contract', {
    offer,
    start: figures.dayOrMoment(startsAt, timezone),
    end: endsAt === null ? 'none' : figures.dayOrMoment(endsAt, timezone),
  });

/** Purchases as bars by value, the most frequent other events as dots. */
export function lifeRows({ events, profile, words, figures, timezone }: LifeParts): LifeMarks[] {
  const byName = Map.groupBy(
    events.filter(({ type }) => type === 'track' || type === 'page' || type === 'screen'),
    ({ event }) => event,
  );
  const names = profile.events.map(({ event }) => event).filter((event) => byName.has(event));
  const shown = names.slice(0, mostRows);
  const rest = names.slice(mostRows).flatMap((event) => byName.get(event) ?? []);
  const row = (event: string): LifeMarks => {
    const own = byName.get(event) ?? [];
    const values = own.map(valueOfEvent);
    const largest = Math.max(...values, 0);
    return {
      id: event,
      label: eventWords(words, event, 'name'),
      look: largest > 0 ? 'bar' : 'dot',
      marks: own.map((one, at) => ({
        at: Date.parse(one.time),
        size: largest > 0 ? (values[at] ?? 0) / largest : 1,
        said: `${eventWords(words, event, 'name')}, ${figures.dayOrMoment(one.time, timezone)}`,
      })),
    };
  };
  const others: LifeMarks = {
    id: '',
    label: words.t('person.life_others'),
    look: 'dot',
    marks: rest.map((one) => ({
      at: Date.parse(one.time),
      size: 1,
      said: `${one.event}, ${figures.dayOrMoment(one.time, timezone)}`,
    })),
  };
  return rest.length > 0 ? [...shown.map(row), others] : shown.map(row);
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

/** What an event is worth, where it says so. */
export function valueOfEvent({ properties }: Pick<TimelineEvent, 'properties'>): number {
  const value = properties.revenue ?? properties.total ?? properties.value;
  return typeof value === 'number' && value > 0 ? value : 0;
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
function beginningOf(day: number, timezone: string): number {
  const ahead = (at: number) => wallClock(at, timezone) - at;
  return day - ahead(day - ahead(day)); // twice: clocks may be put forward or back in between
}

/** What a clock on the wall of that zone shows, as if it were UTC. */
const wallClock = (at: number, timezone: string): number =>
  Date.parse(`${new Date(at).toLocaleString('sv-SE', { timeZone: timezone }).replace(' ', 'T')}Z`);
