import { eventWords } from '../words/events.ts';
import { useFigures, useWords } from '../words/index.ts';
import type { Catalogue } from './catalogue.ts';
import { type Match, whereSaid } from './conditions.ts';
import { type Choice, SentenceChoice } from './SentenceChoice.tsx';

/** The value of « any event » in a menu of events. */
export const anyEvent = '*';

/** An event as a part of the sentence; choosing another one leaves its conditions behind. */
export function EventPart(props: EventPartProps) {
  const { label, form, match, any = true, anyReads, catalogue, besides, onChange } = props;
  const words = useWords();
  const figures = useFigures();
  const where = match.where ?? [];
  const reads = (name: string | null) => {
    const said = (name === null ? anyReads : undefined) ?? eventWords(words, name, form);
    if (name !== match.event || where.length === 0) return said;
    return words.t('ask.event_condition', { event: said, conditions: whereSaid(where, words, figures) });
  };
  const known = catalogue.events.map(({ event }) => event);
  const events = [...(any ? [null] : []), ...known].map((name) => ({
    value: name ?? anyEvent,
    reads: reads(name),
    name: eventWords(words, name, 'name'),
    hint: countOf(catalogue, name, figures.count),
  }));
  return (
    <SentenceChoice
      label={label}
      value={besides?.chosen ?? match.event ?? anyEvent}
      choices={[...(besides?.choices ?? []), ...events]}
      onChoose={(next) => {
        if (besides?.choices.some(({ value }) => value === next)) besides.onChoose(next);
        else onChange({ event: next === anyEvent ? null : next });
      }}
    />
  );
}

export interface EventPartProps {
  /** What this part of the sentence is, for screen readers. */
  readonly label: string;
  /** How one says it there: « acheté » or « rachètent ». */
  readonly form: 'name' | 'past' | 'again';
  readonly match: Match;
  /** Whether « any event » may be chosen. */
  readonly any?: boolean;
  /** How « any event » is said there, where it is in another way than elsewhere. */
  readonly anyReads?: string;
  readonly catalogue: Catalogue;
  /** What may be chosen besides events; it stands above them. */
  readonly besides?: {
    readonly chosen: string | undefined;
    readonly choices: readonly Choice[];
    readonly onChoose: (value: string) => void;
  };
  readonly onChange: (match: Match) => void;
}

const countOf = ({ events }: Catalogue, name: string | null, said: (count: number) => string) => {
  const count = events.find(({ event }) => event === name)?.count;
  return count === undefined ? undefined : said(count);
};
