import { Badge } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { PaidOfAnswer, UseState } from '#src/insights/entitlements/index.ts';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { Definition, Folds } from '../../ui/Answered.tsx';
import { FiguresTable, Known, Small } from '../../ui/Figure.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import facts from '../customers/Facts.module.css';

/** What an account pays for and whether it uses it, with the price of what it does not. */
export function PaidPart({ account }: { account: string }) {
  const { t, said } = useWords();
  const figures = useFigures();
  const { slug } = useSeat();
  const found = useQuery(question(slug, 'health.paid-of', { unit: 'account', holder: account }));
  return (
    <Panel title={t('account.paid')}>
      {found.isPending && <Waiting height={120} />}
      {found.isError && <Refused error={found.error} again={() => found.refetch()} />}
      {found.data && (
        <>
          <p className={facts.why}>
            {said(found.data.verdict)}
            {found.data.paid.length > 0 && (
              <small>
                {' '}
                {t('account.unused_share')}{' '}
                <Known figure={found.data.share}>{(share) => figures.share(share)}</Known>
              </small>
            )}
          </p>
          {found.data.features.length > 0 && <Features features={found.data.features} />}
          <Folds>
            <Definition of={found.data} />
          </Folds>
        </>
      )}
    </Panel>
  );
}

const tones: Readonly<Record<UseState, string>> = {
  used: 'accent',
  unused: 'signal',
  in_grace: 'gray',
  unknown: 'gray',
};

function Features({ features }: Pick<PaidOfAnswer, 'features'>) {
  const { t } = useWords();
  const figures = useFigures();
  const { timezone } = useSeat();
  return (
    <FiguresTable
      caption={t('account.paid')}
      heads={[t('health.feature'), t('account.use'), t('account.price'), t('account.paid_since')]}
      rows={features.map(({ key, name, state, why, price, since }) => ({
        id: key,
        label: name,
        cells: [
          <Badge key="state" color={tones[state]} variant="light" tt="none" miw="max-content">
            {t(`account.use.${state}`)}
          </Badge>,
          price === null ? (
            <Small>{t('account.no_price')}</Small>
          ) : (
            figures.money(price.amount, price.currency, 2)
          ),
          <span key="since">
            {figures.dayOrMoment(since, timezone)}
            {why !== null && <Small>{t(`health.lack.${why}`)}</Small>}
          </span>,
        ],
      }))}
    />
  );
}
