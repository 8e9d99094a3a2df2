import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Shown } from '#src/customers/accounts/index.ts';
import { question } from '../../ask.ts';
import { LifeLine } from '../../charts/LifeLine.tsx';
import { useMay, useSeat } from '../../seat.ts';
import { TextLink } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { GoalProgress } from '../about/GoalProgress.tsx';
import { Promises } from '../about/Promises.tsx';
import { Remarks } from '../about/Remarks.tsx';
import { Tasks } from '../about/Tasks.tsx';
import { OwnerForm } from '../accounts/OwnerForm.tsx';
import { KindsPart } from '../customers/KindsPart.tsx';
import { lifeRails, lifeTicks } from '../customers/life.ts';
import { FactList, MoneyPart } from '../customers/MoneyPart.tsx';
import styles from '../customers/Person.module.css';
import { SegmentsPart } from '../customers/SegmentsPart.tsx';
import { Timeline } from '../customers/Timeline.tsx';
import { DonePart } from './DonePart.tsx';
import { HealthPart } from './HealthPart.tsx';
import { PaidPart } from './PaidPart.tsx';
import { PeoplePart } from './PeoplePart.tsx';

/**
 * One account: its contracts as rails, who looks after it, its health and money, what it pays for and uses, its people, what is to be
 * done, what was done and came of it, what happened.
 */
export function Account() {
  const { t } = useWords();
  const { slug } = useSeat();
  const { id } = useParams({ from: '/w/$slug/accounts/$id' });
  const found = useQuery(question(slug, 'accounts.show', { account: id }));
  if (found.isPending) {
    return (
      <Page title={t('account.title')}>
        <Waiting height={420} />
      </Page>
    );
  }
  if (found.isError) {
    return (
      <Page title={t('account.title')}>
        <Refused error={found.error} />
        <TextLink to="/w/$slug/accounts" params={{ slug }}>
          {t('account.all')}
        </TextLink>
      </Page>
    );
  }
  return <Known account={found.data} />;
}

function Known({ account }: { account: Shown }) {
  const about = { account: account.account };
  const { slug } = useSeat();
  const life = useQuery(question(slug, 'accounts.life', about)).data;
  const contracts = account.agreements.map(({ current, running }) => ({ ...current, running }));
  return (
    <Page title={account.name ?? account.account} lead={account.name === null ? undefined : account.account}>
      <Rails account={account} />
      <div className={styles.standing}>
        <Facts account={account} />
        <MoneyPart
          contracts={contracts}
          monthly={account.monthly}
          bought={life?.bought ?? []}
          holder={{ kind: 'account', account: account.account }}
        />
        <SegmentsPart about={about} />
      </div>
      <HealthPart account={account.account} />
      <PaidPart account={account.account} />
      <div className={styles.parts}>
        <div className={styles.facts}>
          <Tasks about={about} />
          <DonePart about={about} ours={life?.ours ?? []} />
          <Remarks about={about} />
          <GoalProgress about={about} />
          <Promises about={about} />
          <KindsPart about={about} />
          <Traits account={account} />
        </div>
        <div className={styles.facts}>
          <PeoplePart account={account} standing={life?.standing ?? []} />
          <Timeline
            of={{ operation: 'accounts.timeline', account: account.account }}
            names={life?.events.map(({ event }) => event) ?? []}
          />
        </div>
      </div>
    </Page>
  );
}

const dayMs = 86_400_000;

/** Contracts along time, each offer a rail; from the first of them to the next renewal. */
function Rails({ account: { agreements, renewsAt } }: { account: Shown }) {
  const words = useWords();
  const figures = useFigures();
  const { timezone } = useSeat();
  const contracts = agreements.map(({ current }) => current);
  if (contracts.length === 0) return null;
  const now = Date.now();
  const from = Math.min(...contracts.map(({ startsAt }) => Date.parse(startsAt)));
  const to = Math.max(now, renewsAt === null ? 0 : Date.parse(renewsAt), from + 7 * dayMs);
  const rails = lifeRails({ contracts, words, figures, timezone });
  return (
    <Panel title={words.t('account.rails')}>
      <LifeLine
        from={from}
        to={to}
        rails={rails}
        rows={[
          {
            id: 'marks',
            label: words.t('account.dates'),
            look: 'dot',
            marks: [
              { at: now, size: 1, said: words.t('account.today') },
              ...(renewsAt === null
                ? []
                : [
                    {
                      at: Date.parse(renewsAt),
                      size: 1,
                      said: words.t('life.renews', { date: figures.dayOrMoment(renewsAt, timezone) }),
                    },
                  ]),
            ],
          },
        ]}
        ticks={lifeTicks({ from, to }, { figures, timezone })}
        said={figures.list(rails.flatMap(({ spans }) => spans.map(({ said }) => said)))}
      />
    </Panel>
  );
}

function Facts({ account }: { account: Shown }) {
  const { t } = useWords();
  const figures = useFigures();
  const { timezone } = useSeat();
  const may = useMay('customers:write');
  const [owning, setOwning] = useState(false);
  const day = (at: string | null) => (at === null ? t('accounts.never') : figures.dayOrMoment(at, timezone));
  return (
    <Panel
      title={t('account.facts')}
      aside={
        may && (
          <Button size="xs" variant="default" onClick={() => setOwning(true)}>
            {t('account.set_owner')}
          </Button>
        )
      }
    >
      <FactList
        facts={[
          { name: t('accounts.by.owner'), value: account.owner?.name ?? t('accounts.nobody') },
          { name: t('accounts.by.members'), value: figures.count(account.members) },
          { name: t('accounts.by.seen'), value: day(account.lastSeen) },
          ...(account.seats === null
            ? []
            : [{ name: t('accounts.by.seats'), value: figures.count(account.seats) }]),
          ...(account.renewsAt === null
            ? []
            : [{ name: t('accounts.by.renewal'), value: day(account.renewsAt) }]),
        ]}
      />
      {owning && <OwnerForm row={account} onClose={() => setOwning(false)} />}
    </Panel>
  );
}

function Traits({ account: { traits } }: { account: Shown }) {
  const { t } = useWords();
  const figures = useFigures();
  const { timezone } = useSeat();
  if (traits.length === 0) return null;
  return (
    <Panel title={t('person.traits')}>
      <FactList
        facts={traits.map(({ trait, value, at }) => ({
          name: trait,
          value,
          note: t('person.trait_at', { date: figures.dayOrMoment(at, timezone) }),
        }))}
      />
    </Panel>
  );
}
