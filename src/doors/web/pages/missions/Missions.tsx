import { IconFlag } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { MissionsAnswer, MissionsAskInput } from '#src/insights/missions/index.ts';
import { ask } from '../../ask.ts';
import type { CsvCell } from '../../charts/csv.ts';
import { useSeat } from '../../seat.ts';
import { Definition, Folds, useAnswer, Verdict } from '../../ui/Answered.tsx';
import { AskedPage } from '../../ui/AskedPage.tsx';
import { laterOf } from '../../ui/dates.ts';
import { FiguresTable, Opens, ShareFigure } from '../../ui/Figure.tsx';
import { FrameRefine } from '../../ui/FrameRefine.tsx';
import { type AnswerProps, Insight } from '../../ui/Insight.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { PeopleDrawer } from '../../ui/PeopleDrawer.tsx';
import { RangePart } from '../../ui/RangePart.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { WhoPart } from '../../ui/WhoPart.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { Chart } from './Chart.tsx';
import { MissionTable } from './MissionTable.tsx';
import {
  askMissions,
  firstMissions,
  type MissionsSearch,
  missionsLink,
  type OpenedMissions,
  outcomes,
} from './search.ts';

/** Whether missions are renewed when they end. */
export function Missions() {
  const search = useSearch({ from: '/w/$slug/missions' });
  const navigate = useNavigate({ from: '/w/$slug/missions' });
  return (
    <Insight
      told="missions"
      icon={<IconFlag />}
      search={search}
      onSearch={(next, replace) => void navigate({ search: next, replace })}
      askOf={askMissions}
      first={firstMissions}
      answer={Answer}
    />
  );
}

function Answer({ asked, search, catalogue, change, look }: AnswerProps<MissionsSearch, MissionsAskInput>) {
  const words = useWords();
  const answer = useAnswer('missions.outcomes', asked);
  const ahead = { ...catalogue.span, last: laterOf(asked.to, catalogue.span.last) };
  return (
    <AskedPage
      told="missions"
      answer={answer}
      opens={missionsLink}
      verdict={({ verdict }) => words.said(verdict)}
      csv={(found) => missionsCsv(found, (key) => words.t(`missions.which.${key}`))}
      height={360}
      sentence={words.rich('missions.sentence', {
        who: <WhoPart search={search} catalogue={catalogue} onChange={change} />,
        range: <RangePart from={asked.from} to={asked.to} span={ahead} onChange={change} />,
      })}
      tools={<FrameRefine search={search} onChange={change} />}
    >
      {(found) => (
        <>
          <Result found={found} asked={asked} onOpen={(open) => look({ open })} />
          {search.open && (
            <OpenPeople
              asked={asked}
              open={search.open}
              unit={found.unit}
              onClose={() => look({ open: undefined })}
            />
          )}
        </>
      )}
    </AskedPage>
  );
}

interface ResultProps {
  readonly found: MissionsAnswer;
  readonly asked: MissionsAskInput;
  readonly onOpen: (open: OpenedMissions) => void;
}

function Result({ found, asked, onOpen }: ResultProps) {
  const { t, said } = useWords();
  if (found.declared === 0) return <NoMissions />;
  return (
    <>
      <Verdict>{said(found.verdict)}</Verdict>
      {found.all.missions > 0 && <Chart found={found} onOpen={onOpen} />}
      {found.all.missions > 0 && <ByOffer found={found} onOpen={onOpen} />}
      {found.all.missions > 0 && <MissionTable asked={asked} />}
      <Delivery found={found} />
      <Folds>
        <Definition of={found}>
          {found.withoutEnd > 0 && <p>{t('missions.without_end', { count: found.withoutEnd })}</p>}
          {found.withoutEvents > 0 && (
            <p>{t('contract-retention.without_events', { count: found.withoutEvents })}</p>
          )}
          {found.otherHolders > 0 && (
            <p>{t('contract-retention.other_holders', { count: found.otherHolders })}</p>
          )}
        </Definition>
      </Folds>
    </>
  );
}

function NoMissions() {
  const { t } = useWords();
  const { slug } = useSeat();
  return (
    <Teach
      icon={<IconFlag />}
      title={t('missions.none_title')}
      action={
        <ButtonLink to="/w/$slug/offers" params={{ slug }}>
          {t('kinds.declare')}
        </ButtonLink>
      }
    >
      {t('missions.none')}
    </Teach>
  );
}

function ByOffer({ found, onOpen }: Omit<ResultProps, 'asked'>) {
  const { t } = useWords();
  const figures = useFigures();
  const row = (
    label: string,
    offer: string | null,
    told: Pick<MissionsAnswer, 'all' | 'outcomes' | 'success' | 'low' | 'high'>,
  ) => {
    const opens = (which: OpenedMissions['which'], { missions, holders }: MissionsAnswer['all']) => (
      <Opens
        key={which}
        count={holders}
        label={`${label}, ${t(`missions.which.${which}`)}`}
        onOpen={() => onOpen({ which, offer })}
      >
        {figures.count(missions)}
      </Opens>
    );
    return {
      id: offer ?? '',
      label,
      strong: offer === null,
      cells: [
        opens('all', told.all),
        ...outcomes.map((outcome) => opens(outcome, told.outcomes[outcome])),
        <ShareFigure key="success" share={told.success} low={told.low} high={told.high} />,
      ],
    };
  };
  return (
    <FiguresTable
      caption={t('missions.table')}
      heads={[
        t('survival.offer'),
        t('missions.which.all'),
        ...outcomes.map((outcome) => t(`missions.which.${outcome}`)),
        t('missions.which.success'),
      ]}
      rows={[
        ...found.offers.map((one) => row(one.offer, one.offer, one)),
        ...(found.offers.length > 1 ? [row(t('survival.all'), null, found)] : []),
      ]}
    />
  );
}

/** Whether those delivered in full are renewed more often. */
function Delivery({ found: { delivery } }: Pick<ResultProps, 'found'>) {
  const { t } = useWords();
  const figures = useFigures();
  if (delivery === null) return null;
  return (
    <section aria-label={t('missions.delivery')}>
      <FiguresTable
        caption={t('missions.delivery')}
        heads={[
          t('missions.delivery'),
          t('missions.which.decided'),
          t('missions.which.renewed'),
          t('missions.which.success'),
        ]}
        rows={(['full', 'short'] as const).map((side) => ({
          id: side,
          label: t(`missions.delivery.${side}`),
          cells: [
            figures.count(delivery[side].decided),
            figures.count(delivery[side].renewed),
            <ShareFigure
              key="share"
              share={delivery[side].share}
              low={delivery[side].low}
              high={delivery[side].high}
            />,
          ],
        }))}
      />
      <p>{t(`kinds.verdict.${delivery.verdict}`)}</p>
    </section>
  );
}

interface OpenProps {
  readonly asked: MissionsAskInput;
  readonly open: OpenedMissions;
  readonly unit: 'customer' | 'account';
  readonly onClose: () => void;
}

function OpenPeople({ asked, open, unit, onClose }: OpenProps) {
  const { t } = useWords();
  const { slug } = useSeat();
  const input = { ask: asked, ...open };
  const which = t(`missions.which.${open.which}`);
  return (
    <PeopleDrawer
      title={open.offer === null ? which : `${open.offer}, ${which}`}
      of={['missions.people', input]}
      load={(page, signal) => ask(slug, 'missions.people', { ...input, ...page }, signal)}
      from={{ of: 'missions.people', ask: input }}
      unit={unit}
      onClose={onClose}
    />
  );
}

/** Every offer with its missions by outcome, one row each. */
const missionsCsv = (
  { offers }: MissionsAnswer,
  name: (which: 'offer' | 'all' | 'success' | (typeof outcomes)[number]) => string,
): CsvCell[][] => [
  [name('offer'), name('all'), ...outcomes.map(name), name('success')],
  ...offers.map((one): CsvCell[] => [
    one.offer,
    one.all.missions,
    ...outcomes.map((outcome) => one.outcomes[outcome].missions),
    one.success.known ? one.success.value : null,
  ]),
];
