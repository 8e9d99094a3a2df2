import { Drawer, Stack } from '@mantine/core';
import { useMemo } from 'react';
import type { OfAnswer } from '#src/insights/health/index.ts';
import { LateCurves } from '../../charts/LateCurves.tsx';
import { useSeat } from '../../seat.ts';
import { Answered, Definition, useAnswer, Verdict } from '../../ui/Answered.tsx';
import { FiguresTable, Opens } from '../../ui/Figure.tsx';
import { Part } from '../../ui/Parts.tsx';
import { ColourCell } from './ColourCell.tsx';
import { PerEuro } from './PerEuro.tsx';
import { Pulses } from './Pulses.tsx';
import { colourSaid, figureSaid, holderName, nameOf, priceSaid, type Saying } from './saying.ts';
import type { HealthAsked } from './search.ts';

interface OneDrawerProps {
  readonly asked: HealthAsked;
  readonly holder: string;
  readonly saying: Saying;
  readonly onOpen: (open: string) => void;
  readonly onClose: () => void;
}

/** One account: how it stands, week by week, why it changed, and the figures behind. */
export function OneDrawer({ asked, holder, saying, onOpen, onClose }: OneDrawerProps) {
  const answer = useAnswer('health.of', { ...asked, holder });
  const found = answer.query.data;
  return (
    <Drawer opened onClose={onClose} size={640} title={found ? holderName(found.row.holder) : holder}>
      <Answered answer={answer} height={480}>
        {(one) => (
          <Stack gap="lg">
            <Verdict>{saying.words.said(one.verdict)}</Verdict>
            <Trajectory one={one} saying={saying} />
            <Why one={one} saying={saying} />
            <Behind one={one} holder={holder} saying={saying} onOpen={onOpen} />
            <PerEuro one={one} saying={saying} />
            <Held one={one} saying={saying} />
            <Pulses one={one} saying={saying} />
            <Definition of={one} />
          </Stack>
        )}
      </Answered>
    </Drawer>
  );
}

interface PartProps {
  readonly one: OfAnswer;
  readonly saying: Saying;
}

/** The score as a curve, then the latest weeks as figures on their colours. */
function Trajectory({ one, saying }: PartProps) {
  const { words, figures } = saying;
  const { t } = words;
  const { timezone } = useSeat();
  const points = one.trajectory;
  const lines = useMemo(
    () => [
      {
        id: 'score',
        name: t('health.score'),
        kind: 0,
        points: points.map(({ score, colour }) => ({
          share: score === null ? null : score / 100,
          low: null,
          high: null,
          note: `, ${t(`health.colour.${colour ?? 'unknown'}`)}`,
        })),
      },
    ],
    [points, t],
  );
  const dayIn = (at: string) => figures.dayOrMoment(at, timezone).split(',')[0] ?? at;
  return (
    <Part title={t('health.trajectory')}>
      {points.some(({ score }) => score !== null) && (
        <LateCurves
          height={200}
          lines={lines}
          columns={points.map(({ at }) => figures.day(at, 'tiny'))}
          axis={t('health.weeks_axis')}
          percent={(share) => figures.count(share * 100)}
          said={words.said(one.verdict)}
        />
      )}
      <FiguresTable
        caption={t('health.trajectory')}
        heads={[
          t('health.weeks_axis'),
          t('health.score'),
          ...one.template.template.dimensions.map((dimension) => nameOf(dimension, words)),
        ]}
        rows={points.toReversed().map(({ at, score, colour, dimensions }) => ({
          id: at,
          label: dayIn(at),
          cells: [
            <ColourCell key="score" colour={colour} said={colourSaid(colour, words)}>
              {score === null ? '–' : figures.count(score)}
            </ColourCell>,
            ...one.template.template.dimensions.map((dimension, i) => {
              const told = dimensions[i];
              if (told === undefined) return null;
              const value = figureSaid(dimension, told.figure, saying);
              return (
                <ColourCell
                  key={dimension.key}
                  colour={told.colour}
                  said={`${value}, ${colourSaid(told.colour, words)}`}
                >
                  {told.figure.known ? value : '–'}
                </ColourCell>
              );
            }),
          ],
        }))}
      />
    </Part>
  );
}

function Why({ one, saying }: PartProps) {
  const { words, figures } = saying;
  const { t, said } = words;
  const { timezone } = useSeat();
  return (
    <Part title={t('health.why')}>
      {one.changes.length === 0 ? (
        <p>{t('health.why_none')}</p>
      ) : (
        <ul>
          {one.changes.map(({ at, key, from, to, why }) => (
            <li key={`${at}${key}`}>
              <strong>{figures.dayOrMoment(at, timezone)}</strong>
              {', '}
              {t('health.move', { from: colourSaid(from, words), to: colourSaid(to, words) })}
              {'. '}
              {said(why)}
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

function Behind({ one, holder, saying, onOpen }: PartProps & Pick<OneDrawerProps, 'holder' | 'onOpen'>) {
  const { words, figures } = saying;
  const { t } = words;
  const number = (value: number | null) => (value === null ? '–' : figures.decimal(value, 2));
  const rows = one.row.dimensions.flatMap(({ key, parts }, i) =>
    parts.map(({ name, now, before }) => {
      const dimension = one.template.template.dimensions[i];
      const label = `${dimension ? nameOf(dimension, words) : key} · ${t(`health.part.${name}`)}`;
      return {
        id: `${key}${name}`,
        label,
        cells: [
          name === 'active_people' && now !== null ? (
            <Opens key="now" count={now} label={label} onOpen={() => onOpen(`active/${key}/${holder}`)} />
          ) : (
            number(now)
          ),
          number(before),
        ],
      };
    }),
  );
  return (
    <Part title={t('health.behind')}>
      <FiguresTable
        caption={t('health.behind')}
        heads={[t('health.dimension'), t('health.now'), t('health.before')]}
        rows={rows}
      />
      {one.features.length > 0 && (
        <FiguresTable
          caption={t('health.features')}
          heads={[t('health.features'), t('health.dimension_weight'), '']}
          rows={one.features.map(({ key, name, weight, used }) => ({
            id: key,
            label: name,
            cells: [figures.decimal(weight, 2), t(used ? 'health.used' : 'health.not_used')],
          }))}
        />
      )}
    </Part>
  );
}

function Held({ one, saying }: PartProps) {
  const { words, figures } = saying;
  const { t } = words;
  if (one.contracts.length === 0) return null;
  return (
    <Part title={t('health.contracts')}>
      <FiguresTable
        caption={t('health.contracts')}
        heads={[t('health.contracts'), t('health.part.seats'), t('health.stake'), '']}
        rows={one.contracts.map(({ contract, offer, seats, state, once, monthly }) => ({
          id: contract,
          label: offer,
          aside: contract,
          cells: [
            seats === null ? '–' : figures.count(seats),
            priceSaid(
              monthly === null
                ? { known: false, why: once ? 'paid_once' : 'no_price' }
                : { known: true, ...monthly },
              saying,
            ),
            t(`health.state.${state}`),
          ],
        }))}
      />
    </Part>
  );
}
