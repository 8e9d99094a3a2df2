import type { PathAsked } from './search.ts';

/** Events that count as one step, as the address holds them. */
export type Group = NonNullable<PathAsked['groups']>[number];

/** What keeps a group from being asked: nothing yet chosen or named, or a name that is already that of something else. */
export type Fault = 'no_name' | 'no_events' | 'name_taken';

/** More groups than these are not asked. */
export const mostGroups = 50;

/** What is wrong with a group among the others; null where it can be asked. */
export function faultOf(groups: readonly Group[], at: number, known: readonly string[]): Fault | null {
  const own = groups[at];
  const name = own?.name.trim() ?? '';
  if (own === undefined || name === '') return 'no_name';
  const others = groups.slice(0, at).map((one) => one.name.trim());
  const outside = known.filter((event) => !groups.some(({ events }) => events.includes(event)));
  if (others.includes(name) || outside.includes(name)) return 'name_taken';
  return own.events.length === 0 ? 'no_events' : null;
}

/** Of groups being written, those that can be asked. */
export const wholeGroups = (groups: readonly Group[], known: readonly string[]): Group[] =>
  groups.flatMap(({ name, events }, at) =>
    faultOf(groups, at, known) === null ? [{ name: name.trim(), events }] : [],
  );

/** Events that a group may take: those that no other one has. */
export const freeFor = (groups: readonly Group[], at: number, known: readonly string[]): string[] => {
  const others = new Set(groups.flatMap(({ events }, place) => (place === at ? [] : events)));
  return [...new Set([...known, ...(groups[at]?.events ?? [])])].filter((event) => !others.has(event));
};
