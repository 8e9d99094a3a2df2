import { useSeat } from '../../seat.ts';
import { TextLink } from '../../ui/links.tsx';
import { useWords } from '../../words/index.ts';
import { ratesPlace } from '../imports/Rates.tsx';

/** At which rates amounts are turned into one currency, and where these are told; a missing one is said. */
export function RatesHint({ currency, lacks }: { currency: string; lacks: boolean }) {
  const { t } = useWords();
  const { slug } = useSeat();
  return (
    <p role={lacks ? 'status' : undefined}>
      {t(lacks ? 'revenue.rates_lack' : 'revenue.rates_at', { currency })}{' '}
      <TextLink to="/w/$slug/imports" params={{ slug }} hash={ratesPlace} underline="always">
        {t('revenue.rates_open')}
      </TextLink>
    </p>
  );
}
