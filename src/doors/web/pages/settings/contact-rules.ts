import type { ContactRules } from '#src/decisions/contact-rules/index.ts';

export type { ContactRules };
export type Hours = ContactRules['hours'][number];
export type Cap = ContactRules['caps'][number];
export type Channel = Hours['channels'][number];
type Weekday = Hours['days'][number];

/** Channels in the order of every list. */
export const channels = [
  'email',
  'sms',
  'whatsapp',
  'web_push',
  'in_app',
  'phone',
  'post',
] as const satisfies readonly Channel[];

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const satisfies readonly Weekday[];

/** Every half hour of a day, with its end, and whatever else is chosen already. */
export const timesWith = (chosen: string): string[] =>
  [
    ...new Set([
      ...Array.from(
        { length: 49 },
        (_, i) => `${String(Math.floor(i / 2)).padStart(2, '0')}:${i % 2 ? '30' : '00'}`,
      ),
      chosen,
    ]),
  ].sort();

/** Channels that one set of hours may name: those that no other names. */
export const freeChannels = (rules: ContactRules, place: number): Channel[] =>
  channels.filter((channel) =>
    rules.hours.every((one, at) => at === place || !one.channels.includes(channel)),
  );

/** Channels that no hours name: they are open at any time. */
export const alwaysOpen = (rules: ContactRules): Channel[] => freeChannels(rules, -1);

export const isBackwards = ({ from, to }: Hours['spans'][number]): boolean => from >= to;

/** Whether something is missing, or could let nothing pass. */
export const isLacking = ({ hours, caps }: ContactRules): boolean =>
  hours.some(
    (one) =>
      one.channels.length === 0 ||
      one.days.length === 0 ||
      one.spans.length === 0 ||
      one.spans.some(isBackwards),
  ) || caps.some((cap) => cap.channels.length === 0 || cap.purposes.length === 0);

/** Whether rules say the same, whatever the order in which their lists were ticked. */
export const sameRules = (one: ContactRules, other: ContactRules): boolean =>
  JSON.stringify(written(one)) === JSON.stringify(written(other));

const written = ({ hours, caps, whenClosed, whenCapped }: ContactRules) => [
  hours.map((one) => [
    one.channels.toSorted(),
    one.days.toSorted(),
    one.spans.map(({ from, to }) => [from, to]),
    one.holidays,
  ]),
  caps.map((cap) => [
    cap.channels.toSorted(),
    cap.purposes.toSorted(),
    cap.most,
    cap.within.amount,
    cap.within.unit,
  ]),
  whenClosed,
  whenCapped,
];

/** Hours to begin with: those of an office, for the first channel that has none. */
export const newHours = (rules: ContactRules): Hours => ({
  channels: alwaysOpen(rules).slice(0, 1),
  days: weekdays.slice(0, 5),
  spans: [{ from: '09:00', to: '19:00' }],
  holidays: 'open',
});

export const newCap: Cap = {
  channels: ['email'],
  purposes: ['marketing'],
  most: 3,
  within: { amount: 7, unit: 'days' },
};
