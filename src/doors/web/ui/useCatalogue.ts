import { useQuery } from '@tanstack/react-query';
import { question } from '../ask.ts';
import { useSeat } from '../seat.ts';
import type { Catalogue, Score } from './catalogue.ts';

/** What can be asked about in this workspace; `data` is null where there is no event yet. */
export function useCatalogue() {
  const { slug } = useSeat();
  const lists = useQuery(question(slug, 'lists.list', {})).data?.lists;
  const segments = useQuery(question(slug, 'segments.list', {})).data?.segments;
  const scores = useQuery(question(slug, 'scores.list', {})).data?.scores.flatMap(asked) ?? [];
  const known = useQuery(question(slug, 'events.catalogue', {}));
  const found = known.data;
  const data: Catalogue | null | undefined =
    found === undefined
      ? undefined
      : found.first === null || found.last === null
        ? null
        : {
            events: found.events,
            span: { first: found.first, last: found.last },
            traits: found.traits,
            scores,
            lists: lists ?? [],
            segments: (segments ?? []).map(({ id, name, unit, size, retiredAt }) => ({
              id,
              name,
              unit,
              size,
              retired: retiredAt !== null,
            })),
            propertiesOf: (event) => [
              ...new Set(
                found.events
                  .filter((one) => event === null || one.event === event)
                  .flatMap(({ properties }) => properties),
              ),
            ],
          };
  return { ...known, data };
}

/** A figure is asked for by itself and by its colour. */
const asked = ({
  trait,
  colourTrait,
  name,
  number,
  unit,
  judgedAt,
}: Omit<Score, 'number'> & { number: boolean; colourTrait: string | null }): Score[] => [
  { trait, name, number, unit, judgedAt },
  ...(colourTrait === null ? [] : [{ trait: colourTrait, name, number: false, unit, judgedAt }]),
];
