import { IconSnowflake } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { SeasonsAnswer, SeasonsAskInput, SeasonWhich } from '#src/insights/seasons/index.ts';
import { ask, question } from '../../ask.ts';
import type { CsvCell } from '../../charts/csv.ts';
import { useSeat } from '../../seat.ts';
import { Definition, Folds, useAnswer, Verdict } from '../../ui/Answered.tsx';
import { AskedPage } from '../../ui/AskedPage.tsx';
import { FrameRefine } from '../../ui/FrameRefine.tsx';
import { type AnswerProps, Insight } from '../../ui/Insight.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { PeopleDrawer } from '../../ui/PeopleDrawer.tsx';
import { SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { WhoPart } from '../../ui/WhoPart.tsx';
import { useWords } from '../../words/index.ts';
import { Numbers } from './Numbers.tsx';
import { askSeasons, parts, type SeasonsSearch, seasonsLink } from './search.ts';

/** Offers of seasons, as the workspace declares them. */
function useSeasonal(): readonly string[] | undefined {
  const { slug } = useSeat();
  const offers = useQuery(question(slug, 'offers.list', {})).data?.offers;
  return offers
    ?.filter(({ kind, retiredAt }) => kind === 'discontinuous' && retiredAt === null)
    .map(({ name }) => name);
}

/** Who comes back in the season. */
export function Seasons() {
  const search = useSearch({ from: '/w/$slug/seasons' });
  const navigate = useNavigate({ from: '/w/$slug/seasons' });
  const offers = useSeasonal();
  return (
    <Insight
      told="seasons"
      icon={<IconSnowflake />}
      search={search}
      onSearch={(next, replace) => void navigate({ search: next, replace })}
      askOf={askSeasons}
      first={() => (offers === undefined ? undefined : offers[0] === undefined ? {} : { offer: offers[0] })}
      answer={Answer}
      lacking={NoSeasons}
    />
  );
}

function NoSeasons() {
  const { t } = useWords();
  const { slug } = useSeat();
  return (
    <Page title={t('seasons.title')}>
      <Teach
        icon={<IconSnowflake />}
        title={t('seasons.none_title')}
        action={
          <ButtonLink to="/w/$slug/offers" params={{ slug }}>
            {t('kinds.declare')}
          </ButtonLink>
        }
      >
        {t('seasons.none')}
      </Teach>
    </Page>
  );
}

function Answer({ asked, search, catalogue, change, look }: AnswerProps<SeasonsSearch, SeasonsAskInput>) {
  const words = useWords();
  const { t } = words;
  const offers = useSeasonal() ?? [asked.offer];
  const answer = useAnswer('seasons.returns', asked);
  return (
    <AskedPage
      told="seasons"
      answer={answer}
      opens={seasonsLink}
      verdict={({ verdict }) => words.said(verdict)}
      csv={(found) => seasonsCsv(found, (key) => t(`seasons.part.${key}`))}
      counted={({ countedBy }) => countedBy}
      height={420}
      sentence={words.rich('seasons.sentence', {
        who: <WhoPart search={search} catalogue={catalogue} onChange={change} />,
        offer: (
          <SentenceChoice
            label={t('survival.offer')}
            value={asked.offer}
            choices={[...new Set([asked.offer, ...offers])].map((offer) => ({ value: offer, reads: offer }))}
            onChoose={(offer) => change({ offer })}
          />
        ),
      })}
      tools={<FrameRefine search={search} onChange={change} />}
    >
      {(found) => (
        <>
          <Verdict>{words.said(found.verdict)}</Verdict>
          {found.season === null ? (
            <Teach icon={<IconSnowflake />} title={t('seasons.unknown_title')} action={<DeclareSeason />}>
              {t('seasons.unknown')}
            </Teach>
          ) : (
            <Numbers found={found} onOpen={(open) => look({ open })} />
          )}
          <Folds>
            <Definition of={found}>
              <p>{t('seasons.coming', { coming: words.said(found.coming) })}</p>
            </Definition>
          </Folds>
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

function DeclareSeason() {
  const { t } = useWords();
  const { slug } = useSeat();
  return (
    <ButtonLink to="/w/$slug/offers" params={{ slug }}>
      {t('seasons.declare')}
    </ButtonLink>
  );
}

interface OpenProps {
  readonly asked: SeasonsAskInput;
  readonly open: SeasonWhich;
  readonly unit: 'customer' | 'account';
  readonly onClose: () => void;
}

function OpenPeople({ asked, open, unit, onClose }: OpenProps) {
  const { t } = useWords();
  const { slug } = useSeat();
  const input = { ask: asked, which: open };
  const title =
    open.kind === 'standing'
      ? t(`seasons.standing.${open.standing}`)
      : open.kind === 'habit'
        ? t(`seasons.habit.${open.habit}`)
        : `${t(`seasons.part.${open.part}`)}, ${open.year}`;
  return (
    <PeopleDrawer
      title={title}
      of={['seasons.people', input]}
      load={(page, signal) => ask(slug, 'seasons.people', { ...input, ...page }, signal)}
      from={{ of: 'seasons.people', ask: input }}
      unit={unit}
      onClose={onClose}
    />
  );
}

/** Every season, one row each. */
const seasonsCsv = (
  { rows }: SeasonsAnswer,
  name: (key: (typeof parts)[number] | 'season' | 'from' | 'to' | 'share') => string,
): CsvCell[][] => [
  [name('season'), name('from'), name('to'), ...parts.map(name), name('share')],
  ...rows.map((row): CsvCell[] => [
    row.year,
    row.from,
    row.to,
    row.came,
    row.eligible,
    row.returned,
    row.missed,
    row.back,
    row.fresh.known ? row.fresh.value : null,
    row.share.known ? row.share.value : null,
  ]),
];
