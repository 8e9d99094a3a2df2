import type { z } from 'zod';
import type { StickinessAsk, StickinessPeopleAsk } from '#src/insights/stickiness/index.ts';
import { isActive } from '../../ui/active.ts';
import {
  addressOf,
  frameChecks,
  frameOf,
  isDate,
  isMadeOf,
  isName,
  isOneOf,
  isPeriod,
  isReadBy,
  isWhole,
} from '../../ui/address.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { addDays, laterOf } from '../../ui/dates.ts';
import { keptAt } from '../../ui/kept-at.ts';

export type StickinessAsked = z.input<typeof StickinessAsk>;
export type Behind = z.input<typeof StickinessPeopleAsk>['behind'];

/** What the address of the page of regularity holds. */
export interface StickinessSearch extends Partial<StickinessAsked> {
  /** The people that are open: `buckets/12/exactly`, `ratio/2026-03-01/daily`, `share/2026-03-01/active`, `sessions/2026-03-01`. */
  open?: string;
  saved?: string;
}

const isRule = isMadeOf<NonNullable<StickinessAsked['rule']>>({
  how: isOneOf('at_least', 'at_most', 'exactly'),
  times: isWhole(1),
});

export const readStickinessSearch = addressOf<StickinessSearch>({
  ...frameChecks,
  period: isPeriod,
  width: isWhole(1),
  rule: isRule,
  from: isDate,
  to: isDate,
  activeBy: isActive,
  // What is open is read together with the question: any dates will do to tell whether it can be.
  open: isReadBy((open) => readOpen(open, { from: '', to: '' })),
  saved: isName,
});

/** The question that the address holds; undefined while it has no dates. */
export function askOf({ open, saved, from, to, ...rest }: StickinessSearch): StickinessAsked | undefined {
  return from === undefined || to === undefined ? undefined : { ...rest, from, to };
}

/** Where a kept question is shown. */
export const stickinessLink = keptAt('/w/$slug/stickiness', readStickinessSearch);

/** The question that a new reader sees: on how many of the last 28 days. */
export const firstStickiness = ({ span }: Pick<Catalogue, 'span'>): StickinessSearch => ({
  from: laterOf(addDays(span.last, -27), span.first),
  to: span.last,
});

/** The questions beside the main one: the same people, dates and meaning of « active ». */
export function besideOf({ from, to, activeBy, period, ...frame }: StickinessAsked) {
  const common = {
    from,
    to,
    ...(activeBy === undefined ? {} : { activeBy }),
    ...frameOf(frame),
  };
  const longer = period === 'month' ? ('month' as const) : ('week' as const);
  return { ratios: common, share: { ...common, period: longer }, sessions: { ...common, period: longer } };
}

/** Which people are open, as the server is asked for them. */
export function readOpen(open: string | undefined, ask: StickinessAsked): Behind | undefined {
  const [kind, at = '', which] = (open ?? '').split('/');
  const beside = besideOf(ask);
  if (kind === 'buckets' && Number(at) > 0)
    return { kind, ask, buckets: Number(at), which: which === 'at_least' ? 'at_least' : 'exactly' };
  if (!isDate(at)) return undefined;
  if (kind === 'ratio' && (which === 'daily' || which === 'weekly' || which === 'monthly'))
    return { kind, ask: beside.ratios, day: at, span: which };
  if (kind === 'share' && (which === 'active' || which === 'known' || which === 'inactive'))
    return { kind, ask: beside.share, period: at, which };
  return kind === 'sessions' ? { kind, ask: beside.sessions, period: at } : undefined;
}
