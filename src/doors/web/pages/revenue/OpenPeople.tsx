import { ask } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { periodLabel } from '../../ui/dates.ts';
import {
  type PageOfPeople,
  type PageWanted,
  PeopleDrawer,
  type SavedFrom,
  type Shown,
} from '../../ui/PeopleDrawer.tsx';
import { type BelowProps, churnAsked, monthsAsked, repurchaseAsked, retentionAsked } from './below.ts';
import type { Opened, ToldPart } from './search.ts';
import { partName } from './shape.ts';

interface OpenPeopleProps extends BelowProps {
  readonly open: Opened;
  readonly onClose: () => void;
}

/** Whose money a figure is: people or accounts, one kind at a time. */
export function OpenPeople(props: OpenPeopleProps) {
  const { open, saying, search, onOpen, onClose } = props;
  const { t } = saying.words;
  const { slug } = useSeat();
  const { from, load } = behind(props, slug);
  const several = search.unit === undefined && !search.people?.length && open.of !== 'repurchase';
  return (
    <PeopleDrawer
      title={titleOf(open, saying)}
      of={[from.of, from.ask]}
      load={load}
      from={from}
      unit={open.holders}
      ways={
        several
          ? {
              value: open.holders,
              data: [
                { value: 'customer', label: t('ask.unit_customer') },
                { value: 'account', label: t('ask.unit_account') },
              ],
              onChange: (next) => onOpen({ ...open, holders: next === 'account' ? 'account' : 'customer' }),
            }
          : undefined
      }
      onClose={onClose}
    />
  );
}

type Load = (page: PageWanted, signal: AbortSignal) => Promise<PageOfPeople<Shown>>;

/** The operation that lists them, with its question. */
function behind(props: OpenPeopleProps, slug: string): { from: SavedFrom; load: Load } {
  const { open, asked } = props;
  const { holders } = open;
  switch (open.of) {
    case 'movements':
    case 'churn': {
      const input =
        open.of === 'churn'
          ? {
              behind: {
                of: 'churn' as const,
                ask: churnAsked(props),
                period: open.period,
                which: open.which,
                part: partOf(open),
              },
              holders,
            }
          : {
              behind: {
                of: 'movements' as const,
                ask: asked,
                book: { currency: open.currency, ...(partOf(open) ?? {}) },
                period: open.period,
                which: open.which,
              },
              holders,
            };
      return {
        from: { of: 'revenue.people', ask: input },
        load: (page, signal) => ask(slug, 'revenue.people', { ...input, ...page }, signal),
      };
    }
    case 'retention': {
      const { currency, month, which } = open;
      const input = { ask: retentionAsked(props), currency, month, which, part: partOf(open), holders };
      return {
        from: { of: 'revenue.retention-people', ask: input },
        load: (page, signal) => ask(slug, 'revenue.retention-people', { ...input, ...page }, signal),
      };
    }
    case 'cohort': {
      const { currency, month, at } = open;
      const input = { ask: monthsAsked(props), currency, month, at, holders };
      return {
        from: { of: 'revenue.cohort-people', ask: input },
        load: (page, signal) => ask(slug, 'revenue.cohort-people', { ...input, ...page }, signal),
      };
    }
    case 'upsell': {
      const { currency, month, which } = open;
      const input = { ask: monthsAsked(props), currency, month, which, holders };
      return {
        from: { of: 'revenue.upsell-people', ask: input },
        load: (page, signal) => ask(slug, 'revenue.upsell-people', { ...input, ...page }, signal),
      };
    }
    case 'repurchase': {
      const { group = null, which } = open;
      const input = { ask: repurchaseAsked(props, holders), which, group };
      return {
        from: { of: 'revenue.repurchase-people', ask: input },
        load: (page, signal) => ask(slug, 'revenue.repurchase-people', { ...input, ...page }, signal),
      };
    }
  }
}

/** The part as the operations take it; null for all there is. */
const partOf = ({ offer = null, group = null }: ToldPart) =>
  offer === null && group === null ? null : { offer, group };

function titleOf(open: Opened, saying: BelowProps['saying']): string {
  const { t } = saying.words;
  const title = figureTitle(open, saying);
  const part = 'offer' in open || 'group' in open ? partName(open, saying.words) : undefined;
  return part === undefined ? title : t('shell.pair', { name: part, value: title });
}

function figureTitle(open: Opened, { words, figures, period }: BelowProps['saying']): string {
  const { t } = words;
  const pair = (name: string, value: string) => t('shell.pair', { name, value });
  switch (open.of) {
    case 'movements':
      return pair(t(`revenue.${open.which}`), periodLabel(open.period, period, words, figures));
    case 'churn':
      return pair(t(`revenue.count.${open.which}`), periodLabel(open.period, period, words, figures));
    case 'retention':
      return pair(t(`revenue.kept.${open.which}`), figures.day(open.month, 'month'));
    case 'cohort':
      return pair(
        t('revenue.began'),
        `${figures.day(open.month, 'month')}, ${t('revenue.after_months', { count: open.at })}`,
      );
    case 'upsell':
      return pair(t(`revenue.upsell.${open.which}`), figures.day(open.month, 'month'));
    case 'repurchase':
      return pair(t('revenue.again_title'), t(`revenue.again.${open.which}`));
  }
}
