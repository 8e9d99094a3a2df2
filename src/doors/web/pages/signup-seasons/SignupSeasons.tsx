import { Alert } from '@mantine/core';
import { IconCalendarEvent } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { SignupSeasonsAnswer, SignupSeasonsAskInput } from '#src/insights/signup-seasons/index.ts';
import { ask, question } from '../../ask.ts';
import type { CsvCell } from '../../charts/csv.ts';
import type { CurveLine, CurvePoint } from '../../charts/curve-option.ts';
import { LateCurves } from '../../charts/LateCurves.tsx';
import { useSeat } from '../../seat.ts';
import { Definition, Folds, useAnswer, Verdict } from '../../ui/Answered.tsx';
import { AskedPage } from '../../ui/AskedPage.tsx';
import { DeedPart } from '../../ui/DeedPart.tsx';
import { EventPart } from '../../ui/EventPart.tsx';
import { FiguresTable, Opens, ShareFigure } from '../../ui/Figure.tsx';
import { FrameRefine } from '../../ui/FrameRefine.tsx';
import { type AnswerProps, Insight } from '../../ui/Insight.tsx';
import { Part, Parts } from '../../ui/Parts.tsx';
import { PeopleDrawer } from '../../ui/PeopleDrawer.tsx';
import { RangePart } from '../../ui/RangePart.tsx';
import { SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { WhoPart } from '../../ui/WhoPart.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { SeasonsPart } from './SeasonsPart.tsx';
import {
  askSignups,
  firstSignups,
  horizons,
  type OpenedSignups,
  type SignupsSearch,
  signupsLink,
  usualSeasons,
} from './search.ts';

/** Whether those who sign up in one season leave sooner than others. */
export function SignupSeasons() {
  const search = useSearch({ from: '/w/$slug/signup-seasons' });
  const navigate = useNavigate({ from: '/w/$slug/signup-seasons' });
  const { slug } = useSeat();
  const values = useQuery(question(slug, 'value.list', {})).data?.definitions;
  return (
    <Insight
      told="signup-seasons"
      icon={<IconCalendarEvent />}
      search={search}
      onSearch={(next, replace) => void navigate({ search: next, replace })}
      askOf={askSignups}
      first={(catalogue) =>
        values &&
        firstSignups(
          catalogue,
          values.filter(({ retiredAt }) => retiredAt === null),
        )
      }
      answer={Answer}
    />
  );
}

function Answer({
  asked,
  search,
  catalogue,
  change,
  look,
}: AnswerProps<SignupsSearch, SignupSeasonsAskInput>) {
  const words = useWords();
  const { t } = words;
  const answer = useAnswer('signup-seasons.cohorts', asked);
  const at = asked.at ?? 90;
  return (
    <AskedPage
      told="signup-seasons"
      answer={answer}
      opens={signupsLink}
      verdict={({ verdict }) => words.said(verdict)}
      csv={(found) => signupsCsv(found, words.said, (key) => t(`signup-seasons.${key}`))}
      counted={({ countedBy }) => countedBy}
      height={460}
      sentence={words.rich('signup-seasons.sentence', {
        who: <WhoPart search={search} catalogue={catalogue} onChange={change} />,
        start: (
          <EventPart
            label={t('signup-seasons.part.start')}
            form="past"
            match={asked.start ?? anything}
            catalogue={catalogue}
            onChange={(start) => change({ start })}
          />
        ),
        deed: (
          <DeedPart
            label={t('signup-seasons.part.return')}
            form="again"
            deed={asked.return ?? anything}
            catalogue={catalogue}
            onChange={(back) => change({ return: back })}
          />
        ),
        seasons: (
          <SeasonsPart seasons={asked.seasons ?? usualSeasons} onChange={(seasons) => change({ seasons })} />
        ),
        range: <RangePart from={asked.from} to={asked.to} span={catalogue.span} onChange={change} />,
        at: (
          <SentenceChoice
            label={t('signup-seasons.day')}
            value={String(at)}
            choices={[...new Set([...horizons, at])].map((days) => ({
              value: String(days),
              reads: t('survival.days', { days }),
            }))}
            onChoose={(days) => change({ at: Number(days) === 90 ? undefined : Number(days) })}
          />
        ),
      })}
      tools={<FrameRefine search={search} onChange={change} />}
    >
      {(found) => (
        <>
          <Result found={found} onOpen={(open) => look({ open })} />
          {search.open && (
            <OpenPeople
              asked={asked}
              found={found}
              open={search.open}
              onClose={() => look({ open: undefined })}
            />
          )}
        </>
      )}
    </AskedPage>
  );
}

const anything = { event: null };

interface ResultProps {
  readonly found: SignupSeasonsAnswer;
  readonly onOpen: (open: OpenedSignups) => void;
}

function Result({ found, onOpen }: ResultProps) {
  const { t, said } = useWords();
  if (found.seasons.every(({ size }) => size === 0))
    return (
      <Teach title={t('lifecycle.nobody_title', { unit: found.unit })}>{t('signup-seasons.nobody')}</Teach>
    );
  return (
    <>
      <Verdict>{said(found.verdict)}</Verdict>
      {found.next && <Alert color="yellow">{said(found.next)}</Alert>}
      <Curves found={found} />
      <BySeason found={found} onOpen={onOpen} />
      <Usual found={found} />
      <Folds>
        <Definition of={found} />
      </Folds>
    </>
  );
}

function useCurve() {
  const { t } = useWords();
  const figures = useFigures();
  return (points: SignupSeasonsAnswer['seasons'][number]['points']) =>
    points.map(
      ({ share, low, high, eligible }): CurvePoint => ({
        share: share.known ? share.value : null,
        low,
        high,
        note: `, ${t('survival.at_risk', { count: figures.count(eligible) })}`,
      }),
    );
}

function Curves({ found }: Pick<ResultProps, 'found'>) {
  const { t, said } = useWords();
  const figures = useFigures();
  const curve = useCurve();
  const lines = found.seasons.flatMap((season, at): CurveLine[] =>
    season.size === 0
      ? []
      : [
          {
            id: String(at),
            name: said(season.name),
            kind: season.others ? 'others' : at,
            points: curve(season.points),
          },
        ],
  );
  return (
    <section aria-label={t('signup-seasons.curve')}>
      <LateCurves
        lines={lines}
        columns={found.days.map(String)}
        axis={t('signup-seasons.axis')}
        percent={figures.share}
        said={said(found.verdict)}
        height={340}
        picture
      />
    </section>
  );
}

function BySeason({ found, onOpen }: ResultProps) {
  const { t, said } = useWords();
  return (
    <FiguresTable
      caption={t('signup-seasons.table')}
      heads={[
        t('signup-seasons.season'),
        t('signup-seasons.size'),
        t('signup-seasons.returned'),
        t('signup-seasons.not_returned'),
        t('signup-seasons.share', { days: found.at }),
      ]}
      rows={found.seasons.map((season, place) => {
        const last = season.points.at(-1);
        const opens = (which: OpenedSignups['which'], count: number) => (
          <Opens
            key={which}
            count={count}
            label={`${said(season.name)}, ${t(`signup-seasons.${which}`)}`}
            onOpen={() => onOpen({ season: place, year: null, day: null, which })}
          />
        );
        return {
          id: String(place),
          label: said(season.name),
          aside: season.risky ? t('signup-seasons.risky') : undefined,
          cells: [
            opens('size', season.size),
            opens('returned', last?.returned ?? 0),
            opens('not_returned', (last?.eligible ?? 0) - (last?.returned ?? 0)),
            last && <ShareFigure key="share" share={last.share} low={last.low} high={last.high} />,
          ],
        };
      })}
    />
  );
}

/** The last year of each season beside what its earlier years lead one to expect. */
function Usual({ found }: Pick<ResultProps, 'found'>) {
  const { t, said } = useWords();
  const figures = useFigures();
  const curve = useCurve();
  const told = found.seasons.filter(({ latest, others }) => latest !== null && !others);
  if (told.length === 0) return <p>{t('signup-seasons.one_year')}</p>;
  return (
    <Parts>
      {told.flatMap(({ name, latest, years }) => {
        const own = years.find(({ year }) => year === latest?.year);
        if (latest === null || own === undefined) return [];
        const expected = latest.expected.map(
          ({ share, low, high }): CurvePoint => ({
            share: share.known ? share.value : null,
            low,
            high,
            note: '',
          }),
        );
        const year = curve(own.points).map((point) => ({ ...point, low: null, high: null }));
        return [
          <Part
            key={said(name)}
            title={t('signup-seasons.usual', { season: said(name), year: String(latest.year) })}
          >
            <LateCurves
              lines={[
                { id: 'expected', name: t('signup-seasons.expected'), kind: 'others', points: expected },
                { id: 'year', name: String(latest.year), kind: 0, points: year },
              ]}
              columns={found.days.map(String)}
              axis={t('signup-seasons.axis')}
              percent={figures.share}
              said={t(`signup-seasons.latest.${latest.verdict}`)}
              height={240}
            />
            <p>{t(`signup-seasons.latest.${latest.verdict}`)}</p>
          </Part>,
        ];
      })}
    </Parts>
  );
}

interface OpenProps extends Pick<ResultProps, 'found'> {
  readonly asked: SignupSeasonsAskInput;
  readonly open: OpenedSignups;
  readonly onClose: () => void;
}

function OpenPeople({ asked, found, open, onClose }: OpenProps) {
  const { t, said } = useWords();
  const { slug } = useSeat();
  const input = { ask: asked, ...open };
  const season = found.seasons[open.season];
  return (
    <PeopleDrawer
      title={`${season ? said(season.name) : ''}, ${t(`signup-seasons.${open.which}`)}`}
      of={['signup-seasons.people', input]}
      load={(page, signal) => ask(slug, 'signup-seasons.people', { ...input, ...page }, signal)}
      from={{ of: 'signup-seasons.people', ask: input }}
      unit={found.unit}
      onClose={onClose}
    />
  );
}

/** Every season on every day of its curve, one row each. */
const signupsCsv = (
  { seasons }: SignupSeasonsAnswer,
  said: (words: SignupSeasonsAnswer['verdict']) => string,
  name: (key: 'season' | 'day' | 'eligible' | 'returned' | 'part') => string,
): CsvCell[][] => [
  (['season', 'day', 'eligible', 'returned', 'part'] as const).map(name),
  ...seasons.flatMap((season) =>
    season.points.map((point): CsvCell[] => [
      said(season.name),
      point.day,
      point.eligible,
      point.returned,
      point.share.known ? point.share.value : null,
    ]),
  ),
];
