import { type ReactNode, useMemo } from 'react';
import { useWords, WordsContext } from '../words/index.ts';
import { type Catalogue, nameIn } from './catalogue.ts';
import { apartBySegment, segmentApart } from './in-segment.ts';

/** A part of the page whose groups are those in a segment and those out of it, and are called so. */
export function InSegment({ asked, catalogue, children }: InSegmentProps) {
  const words = useWords();
  const segment = segmentApart(asked);
  const name = segment && nameIn(catalogue.segments, segment);
  const own = useMemo(() => (name === undefined ? words : apartBySegment(words, name)), [words, name]);
  return <WordsContext value={own}>{children}</WordsContext>;
}

interface InSegmentProps {
  /** The question that is answered there. */
  readonly asked: unknown;
  readonly catalogue: Pick<Catalogue, 'segments'>;
  readonly children: ReactNode;
}
