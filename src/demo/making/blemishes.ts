import type { LocalTime } from './calendar.ts';
import type { Feed } from './feed.ts';
import { Random } from './random.ts';

/** Robots that walk through the pages, and how often each comes. */
const robots = 12;
const robotVisits = 20;
/** Colleagues who try things out, and how often each does. */
const colleagues = 4;
const colleagueVisits = 25;
/** Malformed events over the last weeks. */
export const malformedEvents = 14;

const agents = [
  'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  'Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)',
  'Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)',
];

/** What else arrives anywhere: robots, colleagues, events that cannot be read. All in the last ninety days. */
export function addBlemishes(
  feed: Feed,
  place: { readonly seed: string; readonly time: LocalTime; readonly now: number; readonly team: string },
  doing: { readonly event: string },
): void {
  const random = new Random(`${place.seed}/blemishes`);
  const today = place.time.dayOf(place.now);
  const moment = () => place.time.at(today - random.whole(1, 90), random.around(840, 200));
  for (let robot = 1; robot <= robots; robot += 1) {
    const who = { anonymousId: `robot-${robot}`, context: { userAgent: random.pick(agents) } };
    for (let i = 0; i < robotVisits; i += 1)
      feed.page(who, moment(), random.pick(['/', '/tarifs', '/contact']));
  }
  for (let colleague = 1; colleague <= colleagues; colleague += 1) {
    const userId = `equipe${colleague}@${place.team}`;
    for (let i = 0; i < colleagueVisits; i += 1)
      feed.track({ userId }, moment(), doing.event, { test: true });
  }
  for (let i = 0; i < malformedEvents; i += 1) {
    const wrong = mistakes[i % mistakes.length];
    if (wrong !== undefined)
      feed.malformed(place.now - (i + 1) * 26 * 3_600_000 - 1, (stamp) => wrong(stamp, doing.event));
  }
}

/** What clients get wrong: no name, nobody, a time as people say it, an unknown type. */
const mistakes: readonly ((stamp: { messageId: string; timestamp: string }, event: string) => unknown)[] = [
  (stamp) => ({ type: 'track', userId: 'c-104', ...stamp, properties: {} }),
  (stamp, event) => ({ type: 'track', event, ...stamp, properties: {} }),
  ({ messageId }, event) => ({
    type: 'track',
    event,
    userId: 'c-77',
    messageId,
    timestamp: 'hier vers midi',
  }),
  (stamp, event) => ({ type: 'trak', event, userId: 'c-12', ...stamp }),
  (stamp, event) => ({ type: 'track', event, userId: { id: 'c-31' }, ...stamp }),
];
