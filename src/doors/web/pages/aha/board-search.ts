import { linkOptions } from '@tanstack/react-router';
import type { z } from 'zod';
import type { BoardAsk, RatePeopleAsk } from '#src/insights/aha/index.ts';
import {
  addressOf,
  frameChecks,
  frameOf,
  isMadeOf,
  isName,
  isOfKind,
  isOneOf,
  isText,
  isWhole,
  recordOf,
} from '../../ui/address.ts';
import { type Channel, channelText, type StatusShown, statuses } from './board-shape.ts';

type BoardAsked = z.input<typeof BoardAsk>;
type RateWhich = z.input<typeof RatePeopleAsk>['which'];

/** Whose people are open on a board: newcomers who stand so, or a figure of a week or channel. */
export type BoardOpen =
  | { readonly of: 'progress'; readonly status: StatusShown }
  | {
      readonly of: 'week' | 'channel';
      readonly kind: 'all' | 'period' | 'value' | 'others' | 'missing';
      readonly value: string | null;
      readonly which: RateWhich;
    };

/** What the address of a board holds besides which definition it is of. */
export interface BoardSearch extends Partial<Omit<BoardAsked, 'definition'>> {
  /** By what channels are told apart, where it is not by what the definition says: « trait:canal ». */
  by?: string;
  /** Which newcomers are shown. */
  status?: StatusShown;
  open?: BoardOpen;
  saved?: string;
}

const isKind = isOneOf('all', 'period', 'value', 'others', 'missing');
const isWhich = isOneOf('started', 'eligible', 'reached', 'not_reached', 'so_far', 'open');
const isStatus = isOneOf(...statuses);

const isFigure = isMadeOf({
  kind: isKind,
  value: (group) => group === null || isText(group),
  which: isWhich,
});

const isOpen = isOfKind<BoardOpen>('of', {
  progress: isMadeOf({ status: isStatus }),
  week: isFigure,
  channel: isFigure,
});

export const readBoardSearch = addressOf<BoardSearch>({
  ...frameChecks,
  version: isWhole(1),
  weeks: isWhole(1),
  by: isName,
  status: isStatus,
  open: isOpen,
  saved: isName,
});

/** The question of a board. */
export function boardAsk(definition: string, search: BoardSearch): BoardAsked {
  const { by, status, open, saved, ...rest } = search;
  return { ...rest, definition };
}

/** The rate of the newcomers of a board, asked alone. */
export const rateAsk = (
  { definition, version, ...frame }: BoardAsked,
  { from, to }: { readonly from: string; readonly to: string },
) => ({
  definition,
  ...(version === undefined ? {} : { version }),
  from,
  to,
  ...frameOf(frame),
});

/** Where a kept board is shown. */
export const boardLink = (slug: string, ask: unknown, saved: string) =>
  linkOptions({
    to: '/w/$slug/aha/moments/$id',
    params: { slug, id: idOf(ask) },
    search: { ...readBoardSearch(recordOf(ask)), saved },
  });

const idOf = (ask: unknown): string => {
  const { definition } = recordOf(ask);
  return isText(definition) ? definition : '';
};

/** Which version and whose newcomers: what every question of a board shares. */
export const sharedOf = ({ version, ...rest }: BoardSearch) => ({
  ...frameOf(rest),
  ...(version === undefined ? {} : { version }),
});

/** A menu's value of by what channels are told apart. */
export const byText = (channel: Channel | null): string => channelText(channel) ?? 'none';
