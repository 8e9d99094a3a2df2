import type { StandingCell, Topic } from '#src/customers/consent/index.ts';
import type { Words } from '../../words/index.ts';

/** What a cell shows: its answer, or that it waits for a confirmation. */
export type Shown = StandingCell['state'] | 'waiting';

export const shownState = ({ state, why }: StandingCell): Shown =>
  why === 'not_confirmed' ? 'waiting' : state;

/** A line of the matrix: a channel, or one of its topics. */
export interface Line {
  readonly channel: StandingCell['channel'];
  readonly topic: string;
  /** In the order of the purposes; a topic's line has what stands for all topics where nothing else was said of it. */
  readonly cells: readonly StandingCell[];
}

/** What was said of, as lines: a channel with its topics below it; and the channels nothing was said of. */
export function linesOf(standing: readonly StandingCell[]): {
  readonly lines: readonly Line[];
  readonly unspoken: readonly StandingCell['channel'][];
} {
  const byChannel = Map.groupBy(standing, ({ channel }) => channel);
  const lines: Line[] = [];
  const unspoken: StandingCell['channel'][] = [];
  for (const [channel, cells] of byChannel) {
    if (cells.every(({ why }) => why === 'nothing_said')) unspoken.push(channel);
    else {
      const whole = cells.filter(({ topic }) => topic === '');
      for (const topic of [...new Set(cells.map((one) => one.topic))].sort())
        lines.push({
          channel,
          topic,
          cells: whole.map(
            (one) => cells.find((own) => own.purpose === one.purpose && own.topic === topic) ?? one,
          ),
        });
    }
  }
  return { lines, unspoken };
}

/** What a topic is called in the reader's language; its own name where it is defined no more. */
export const topicName = (topics: readonly Topic[], topic: string, { language }: Words): string =>
  topics.find((one) => one.topic === topic)?.[language] ?? topic;

/** « E-mail, Offres, Lettre d’info ». */
export function aboutOf(
  { channel, purpose, topic }: Pick<StandingCell, 'channel' | 'purpose' | 'topic'>,
  topics: readonly Topic[],
  words: Words,
): string {
  const said = {
    channel: words.t(`consent.channel.${channel}`),
    purpose: words.t(`consent.purpose.${purpose}`),
    topic: topicName(topics, topic, words),
  };
  return words.t(topic === '' ? 'consent.about' : 'consent.about_topic', said);
}

/** By which bases a yes may hold for all chosen channels and purposes at once, the strongest first. */
export function commonBases(chosen: readonly StandingCell[]): readonly StandingCell['fits'][number][] {
  const [first, ...others] = chosen;
  return (first?.fits ?? []).filter((basis) => others.every(({ fits }) => fits.includes(basis)));
}
