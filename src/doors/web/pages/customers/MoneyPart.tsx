import type { Life, Rhythm } from '#src/customers/life/index.ts';
import { useSeat } from '../../seat.ts';
import { cents } from '../../ui/cents.ts';
import { TextLink } from '../../ui/links.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { useToday } from '../about/about.ts';
import styles from './Facts.module.css';
import { contractSaid } from './life.ts';
import { type Holder, MovesPart } from './MovesPart.tsx';

/** Their own cadence of value: the last visit, the usual gap, the next one expected. */
export function RhythmPart({ rhythm }: { rhythm: Rhythm | null }) {
  const { t } = useWords();
  const figures = useFigures();
  const { slug } = useSeat();
  const today = useToday();
  if (rhythm === null) {
    return (
      <Panel title={t('life.rhythm')}>
        <p className={styles.none}>
          {t('life.rhythm_unknown')}{' '}
          <TextLink to="/w/$slug/value" params={{ slug }} underline="always">
            {t('life.rhythm_define')}
          </TextLink>
        </p>
      </Panel>
    );
  }
  const { visits, days, usual, limit, last, expected, silence } = rhythm;
  const facts = [
    { name: t('life.visits_all'), value: t('life.visits_days', { visits, days }) },
    ...(last === null
      ? []
      : [
          {
            name: t('life.last_visit'),
            value: t('life.last_said', { date: figures.day(last), days: silence ?? 0 }),
          },
        ]),
    {
      name: t('life.usual'),
      value: usual === null ? t('life.usual_unknown') : t('life.every', { days: usual }),
    },
    ...(expected === null
      ? []
      : [
          {
            name: t('life.expected'),
            value: figures.day(expected),
            note: expected < today ? t('life.expected_past') : undefined,
          },
        ]),
    ...(limit === null
      ? []
      : [{ name: t('life.limit'), value: t('life.days', { days: limit }), note: t('life.limit_note') }]),
  ];
  return (
    <Panel title={t('life.rhythm')}>
      <FactList facts={facts} />
    </Panel>
  );
}

interface Fact {
  readonly name: string;
  readonly value: string;
  readonly note?: string | undefined;
}

/** Names beside what is known. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ name, value, note }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value}
            {note && <small>{note}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

type MoneyProps = Pick<Life, 'contracts' | 'monthly' | 'bought'> & { readonly holder: Holder };

/** Contracts, what they bring a month and how that moved, and what was bought in all; each currency by itself. */
export function MoneyPart({ contracts, monthly, bought, holder }: MoneyProps) {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const { timezone } = useSeat();
  const day = (at: string) => figures.dayOrMoment(at, timezone);
  if (contracts.length === 0 && bought.length === 0) {
    return (
      <Panel title={t('life.money')}>
        <p className={styles.none}>{t('life.money_none')}</p>
      </Panel>
    );
  }
  const facts = [
    ...monthly.map(({ currency, amount }) => ({
      name: t('life.monthly'),
      value: cents(Number(amount), currency, figures),
    })),
    ...bought.map(({ currency, amount, orders, refunded }) => ({
      name: t('life.bought'),
      value: cents(Number(amount), currency, figures),
      note: `${t('life.orders', { orders })}${refunded === '0' ? '' : ` · ${t('life.refunded', { amount: cents(Number(refunded), currency, figures) })}`}`,
    })),
  ];
  return (
    <Panel title={t('life.money')}>
      {facts.length > 0 && <FactList facts={facts} />}
      {contracts.length > 0 && (
        <Rows
          rows={contracts.map((contract) => ({
            id: contract.contract,
            past: !contract.running,
            title: contractSaid(contract, { words, figures, timezone }),
            detail: [
              ...(contract.price === null || contract.period === null
                ? []
                : [
                    t('life.price', {
                      amount: cents(Number(contract.price), contract.currency, figures),
                      period: contract.period,
                    }),
                  ]),
              ...(contract.seats === null ? [] : [t('life.seats', { seats: contract.seats })]),
              ...(contract.renewsAt === null ? [] : [t('life.renews', { date: day(contract.renewsAt) })]),
              ...(contract.noticeAt === null ? [] : [t('life.notice', { date: day(contract.noticeAt) })]),
              ...(contract.pausedAt === null ? [] : [t('life.paused', { date: day(contract.pausedAt) })]),
              ...(contract.pastDueSince === null
                ? []
                : [t('life.past_due', { date: day(contract.pastDueSince) })]),
              ...(contract.cancelledAt === null
                ? []
                : [t('life.cancelled', { date: day(contract.cancelledAt) })]),
            ].join(' · '),
          }))}
        />
      )}
      {contracts.length > 0 && <MovesPart holder={holder} />}
    </Panel>
  );
}
