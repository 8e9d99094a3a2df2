import { Button } from '@mantine/core';
import { useState } from 'react';
import type { UnusedAnswer } from '#src/insights/entitlements/index.ts';
import { Answered, Definition, Fold, useAnswer } from '../../ui/Answered.tsx';
import { FiguresTable, Known, Opens, ShareFigure } from '../../ui/Figure.tsx';
import { PartAnswer } from '../../ui/Parts.tsx';
import { holderName, type Saying } from './saying.ts';
import type { HealthAsked } from './search.ts';

interface UnusedProps {
  readonly asked: HealthAsked;
  readonly saying: Saying;
  readonly onOpen: (open: string) => void;
}

/** What is paid for and not used; asked by a button, as every paid feature of everyone is looked at. */
export function Unused(props: UnusedProps) {
  const { t } = props.saying.words;
  const [asking, setAsking] = useState(false);
  return (
    <Fold title={t('health.unused')}>
      {asking ? (
        <Found {...props} />
      ) : (
        <>
          <p>{t('health.unused_lead')}</p>
          <Button variant="default" onClick={() => setAsking(true)}>
            {t('health.unused_run')}
          </Button>
        </>
      )}
    </Fold>
  );
}

function Found({ asked, saying, onOpen }: UnusedProps) {
  const { among: _, ...frame } = asked;
  const answer = useAnswer('health.unused', frame);
  return (
    <Answered answer={answer} height={240}>
      {(found) => (
        <PartAnswer said={saying.words.said(found.verdict)}>
          {found.features.length > 0 && <Features found={found} saying={saying} onOpen={onOpen} />}
          {found.rows.length > 0 && <Candidates found={found} saying={saying} />}
          <Definition of={found} />
        </PartAnswer>
      )}
    </Answered>
  );
}

const amountsSaid = (amounts: UnusedAnswer['atRisk'], { figures }: Saying): string =>
  amounts.length === 0
    ? '–'
    : figures.list(amounts.map(({ amount, currency }) => figures.money(amount, currency, 0)));

const states = ['used', 'unused', 'in_grace', 'unknown'] as const;

function Features({
  found,
  saying,
  onOpen,
}: Pick<UnusedProps, 'saying' | 'onOpen'> & { found: UnusedAnswer }) {
  const { t } = saying.words;
  return (
    <FiguresTable
      caption={t('health.unused')}
      heads={[
        t('health.feature'),
        ...states.map((state) => t(`health.use.${state}`)),
        t('health.adoption'),
        t('health.at_risk'),
      ]}
      rows={found.features.map((feature) => ({
        id: feature.key,
        label: feature.name,
        cells: [
          ...states.map((state) => (
            <Opens
              key={state}
              count={feature.states[state]}
              label={`${feature.name}, ${t(`health.use.${state}`)}`}
              onOpen={() => onOpen(`unused/${feature.key}/${state}`)}
            />
          )),
          <ShareFigure key="adoption" share={feature.adoption} low={feature.low} high={feature.high} />,
          amountsSaid(feature.atRisk, saying),
        ],
      }))}
    />
  );
}

function Candidates({ found, saying }: Pick<UnusedProps, 'saying'> & { found: UnusedAnswer }) {
  const { words, figures } = saying;
  const { t } = words;
  const nameOf = new Map(found.features.map(({ key, name }) => [key, name]));
  return (
    <FiguresTable
      caption={t('health.unused_rows')}
      heads={[
        t('health.unused_rows'),
        t('health.unused_features'),
        t('health.unused_share'),
        t('health.at_risk'),
      ]}
      rows={found.rows.map(({ holder, cells, share, unused }) => ({
        id: holder.id,
        label: holderName(holder),
        aside: holderName(holder) === holder.id ? undefined : holder.id,
        cells: [
          figures.list(
            cells.filter(({ state }) => state === 'unused').map(({ key }) => nameOf.get(key) ?? key),
          ),
          <Known key="share" figure={share}>
            {(value) => figures.share(value)}
          </Known>,
          amountsSaid(unused, saying),
        ],
      }))}
    />
  );
}
