import { frameOf } from '../../ui/address.ts';
import type { ComparedQuestion } from '../../ui/comparable.ts';
import { daysBetween } from '../../ui/dates.ts';
import type { Opening } from '../../ui/Questions.tsx';
import { boardLink } from '../aha/board-search.ts';
import { stickinessLink } from '../stickiness/search.ts';
import { timeToValueLink } from '../time-to-value/search.ts';
import { keptLink } from '../today/kept.ts';

/** Where a question that is compared is asked of everyone: on its insight's page, with the same question. */
export function backTo(slug: string, question: ComparedQuestion): Opening | undefined {
  const opening = openingOf(slug, question);
  // The question was not kept: only where it is shown is of use here.
  return opening && { ...opening, search: { ...Object(opening.search), saved: undefined } };
}

/** Most questions are their page's own; some stand on the page of another, or hold a part of what it asks. */
function openingOf(slug: string, { of, ask }: ComparedQuestion): Opening | undefined {
  switch (of) {
    case 'stickiness.ratios':
    case 'stickiness.share':
      return stickinessLink(slug, ask, '');
    case 'aha.rate':
      return boardLink(slug, { ...ask, weeks: Math.ceil((daysBetween(ask.from, ask.to) + 1) / 7) }, '');
    case 'time-to-value.retaking': {
      const { value, from, to, period, tolerance } = ask;
      return timeToValueLink(slug, { ...frameOf(ask), value, again: { from, to, period, tolerance } }, '');
    }
    default:
      return keptLink(slug, of, ask, '');
  }
}
