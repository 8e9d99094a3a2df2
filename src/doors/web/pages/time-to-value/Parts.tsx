import { byChoices } from '../../ui/by-choices.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { anyEvent } from '../../ui/EventPart.tsx';
import { SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { eventWords } from '../../words/events.ts';
import { useFigures, useWords } from '../../words/index.ts';
import type { Apart, Begin } from './search.ts';

const contract = 'contract:';

/** From when on somebody waits: a first event, or the start of a first contract. */
export function BeginPart({ begin, catalogue, onChange }: BeginPartProps) {
  const words = useWords();
  const figures = useFigures();
  const offer = begin.by === 'contract' ? (begin.offer ?? null) : null;
  const events = [null, ...catalogue.events.map(({ event }) => event)].map((event) => ({
    value: event ?? anyEvent,
    reads: eventWords(words, event, 'past'),
    name: eventWords(words, event, 'name'),
    hint: countSaid(catalogue, event, figures.count),
  }));
  return (
    <SentenceChoice
      label={words.t('ttv.part.begin')}
      value={begin.by === 'contract' ? contract : (begin.match.event ?? anyEvent)}
      choices={[
        ...events,
        {
          value: contract,
          reads: offer === null ? words.t('ttv.contract') : words.t('ttv.contract_offer', { offer }),
          name: words.t('ttv.contract_name'),
        },
      ]}
      onChoose={(next) =>
        onChange(
          next === contract
            ? { by: 'contract' }
            : { by: 'event', match: { event: next === anyEvent ? null : next } },
        )
      }
    />
  );
}

interface BeginPartProps {
  readonly begin: Begin;
  readonly catalogue: Catalogue;
  readonly onChange: (begin: Begin) => void;
}

const countSaid = ({ events }: Catalogue, name: string | null, said: (count: number) => string) => {
  const count = events.find(({ event }) => event === name)?.count;
  return count === undefined ? undefined : said(count);
};

const periods = ['week', 'month'] as const;

/** By what newcomers are told apart: when they came, a trait, a property of how they began. */
export function ApartPart({ apart, begin, unit, catalogue, onChange }: ApartPartProps) {
  const words = useWords();
  const { t } = words;
  const choices = [
    { value: 'nothing', reads: t('ask.by.none') },
    ...periods.map((period) => ({ value: `period:${period}`, reads: t(`ttv.apart.${period}`) })),
    ...(begin.by === 'event'
      ? byChoices(words, catalogue, begin.match.event, unit)
      : [
          ...byChoices(words, { ...catalogue, propertiesOf: () => [] }, null, unit),
          { value: 'start_property:offer', reads: t('ttv.apart.offer') },
        ]),
  ];
  return (
    <SentenceChoice
      label={t('retention.part.by')}
      value={apartKey(apart)}
      choices={choices}
      onChoose={(next) => onChange(apartOf(next))}
    />
  );
}

interface ApartPartProps {
  readonly apart: Apart | undefined;
  readonly begin: Begin;
  /** Who is counted. */
  readonly unit: 'customer' | 'account';
  readonly catalogue: Catalogue;
  readonly onChange: (apart: Apart | undefined) => void;
}

const apartKey = (apart: Apart | undefined): string => {
  if (apart === undefined || apart.by === 'nothing') return 'nothing';
  return apart.by === 'period' ? `period:${apart.period}` : `${apart.by}:${apart.name}`;
};

/** What a menu's entry means; undefined for all together. */
export function apartOf(key: string): Apart | undefined {
  const at = key.indexOf(':');
  const [by, name] = [key.slice(0, at), key.slice(at + 1)];
  if (by === 'trait' || by === 'start_property') return { by, name };
  const period = by === 'period' ? periods.find((one) => one === name) : undefined;
  return period && { by: 'period', period };
}
