import { useQuery } from '@tanstack/react-query';
import type { OfAnswer } from '#src/insights/health/index.ts';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { FiguresTable } from '../../ui/Figure.tsx';
import { TextLink } from '../../ui/links.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import facts from '../customers/Facts.module.css';
import { ColourCell } from '../health/ColourCell.tsx';
import { colourSaid, figureSaid, nameOf, type Saying } from '../health/saying.ts';

/** Each dimension of an account’s health and its weeks, and why it changed. */
export function HealthPart({ account }: { account: string }) {
  const words = useWords();
  const figures = useFigures();
  const { slug } = useSeat();
  const health = useQuery(question(slug, 'health.of', { unit: 'account', holder: account, weeks: 8 }));
  const { t } = words;
  const saying = { words, figures };
  return (
    <Panel
      title={t('account.health')}
      aside={
        <TextLink to="/w/$slug/health" params={{ slug }}>
          {t('account.health_all')}
        </TextLink>
      }
    >
      {health.isPending && <Waiting height={160} />}
      {health.isError && <Refused error={health.error} again={() => health.refetch()} />}
      {health.data && (
        <>
          <p className={facts.why}>{words.said(health.data.verdict)}</p>
          <Weeks one={health.data} saying={saying} />
          <Changes one={health.data} saying={saying} />
        </>
      )}
    </Panel>
  );
}

interface PartProps {
  readonly one: OfAnswer;
  readonly saying: Saying;
}

/** The latest weeks, a line each dimension: its colour and figure week by week. */
function Weeks({ one, saying }: PartProps) {
  const { words, figures } = saying;
  const { t } = words;
  const weeks = one.trajectory;
  return (
    <FiguresTable
      caption={t('health.trajectory')}
      heads={[t('health.dimension'), ...weeks.map(({ at }) => figures.day(at, 'tiny'))]}
      rows={[
        {
          id: 'score',
          label: t('health.overall'),
          strong: true,
          cells: weeks.map(({ at, score, colour }) => (
            <ColourCell key={at} colour={colour} said={colourSaid(colour, words)}>
              {score === null ? '–' : figures.count(score)}
            </ColourCell>
          )),
        },
        ...one.template.template.dimensions.map((dimension, place) => ({
          id: dimension.key,
          label: nameOf(dimension, words),
          cells: weeks.map(({ at, dimensions }) => {
            const told = dimensions[place];
            if (told === undefined) return null;
            const value = figureSaid(dimension, told.figure, saying);
            return (
              <ColourCell key={at} colour={told.colour} said={`${value}, ${colourSaid(told.colour, words)}`}>
                {told.figure.known ? value : '–'}
              </ColourCell>
            );
          }),
        })),
      ]}
    />
  );
}

function Changes({ one, saying: { words, figures } }: PartProps) {
  const { t } = words;
  const { timezone } = useSeat();
  if (one.changes.length === 0) return <p className={facts.none}>{t('health.why_none')}</p>;
  return (
    <ul className={facts.moves}>
      {one.changes.slice(0, 6).map(({ at, key, from, to, why }) => (
        <li key={`${at}${key}`}>
          <b>{figures.dayOrMoment(at, timezone)}</b>{' '}
          {t('health.move', { from: colourSaid(from, words), to: colourSaid(to, words) })}. {words.said(why)}
        </li>
      ))}
    </ul>
  );
}
