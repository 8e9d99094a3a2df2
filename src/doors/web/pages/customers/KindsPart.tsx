import { useQuery } from '@tanstack/react-query';
import type { OfferStatus } from '#src/insights/kinds/index.ts';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { useFigures, useWords } from '../../words/index.ts';

/** How they stand with each offer, in the words of its kind of retention; of seasons, how likely they are to come. */
export function KindsPart({
  about,
}: {
  about: { readonly customer: number } | { readonly account: string };
}) {
  const { t } = useWords();
  const { slug } = useSeat();
  const found = useQuery(question(slug, 'kinds.of', about));
  const isSeasonal = found.data?.offers.some(({ kind }) => kind === 'discontinuous') ?? false;
  // How likely they are to come is read from everybody: it is asked for apart, and the statuses do not wait for it.
  const likely = useQuery({
    ...question(slug, 'kinds.of', { ...about, chances: true }),
    enabled: isSeasonal,
  });
  if (found.isError)
    return (
      <Panel title={t('kinds.title')}>
        <Refused error={found.error} again={() => found.refetch()} />
      </Panel>
    );
  const offers = found.data?.offers ?? [];
  if (offers.length === 0) return null;
  const chanceOf = (name: string) => likely.data?.offers.find(({ offer }) => offer === name)?.chance ?? null;
  return (
    <Panel title={t('kinds.title')}>
      <Statuses offers={offers.map((one) => ({ ...one, chance: chanceOf(one.offer) }))} />
    </Panel>
  );
}

function Statuses({ offers }: { offers: readonly OfferStatus[] }) {
  const { t, said } = useWords();
  const figures = useFigures();
  const chanceSaid = ({ chance }: OfferStatus) =>
    chance === null
      ? []
      : [
          chance.known
            ? t('kinds.chance', { share: figures.share(chance.value) })
            : t('kinds.chance_unknown', { why: chance.why }),
        ];
  const datesSaid = ({ kind, since, until }: OfferStatus) => {
    if (kind === 'discontinuous' || since === null) return [];
    if (until === null) return [t('kinds.since', { since: figures.day(since) })];
    return [t('kinds.between', { since: figures.day(since), until: figures.day(until) })];
  };
  return (
    <Rows
      rows={offers.map((one) => ({
        id: one.offer,
        title: t('kinds.status', { offer: one.offer, status: said(one.said) }),
        detail: [
          said(one.kindName),
          ...(one.detail === null ? [] : [said(one.detail)]),
          ...datesSaid(one),
          ...chanceSaid(one),
        ].join(' · '),
      }))}
    />
  );
}
