import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { JourneyMap } from '#src/insights/journey-maps/index.ts';
import { question } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { Actions } from '../../ui/Actions.tsx';
import { Answered, useAnswer, Verdict } from '../../ui/Answered.tsx';
import { type Change, without } from '../../ui/address.ts';
import { Counting } from '../../ui/Counting.tsx';
import type { Catalogue } from '../../ui/catalogue.ts';
import { Opens } from '../../ui/Figure.tsx';
import { FrameRefine } from '../../ui/FrameRefine.tsx';
import { Page } from '../../ui/Page.tsx';
import { QuestionHead } from '../../ui/QuestionHead.tsx';
import type { KeptAs } from '../../ui/Questions.tsx';
import { RangePart } from '../../ui/RangePart.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { useCatalogue } from '../../ui/useCatalogue.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { WhoPart } from '../../ui/WhoPart.tsx';
import { useWords } from '../../words/index.ts';
import { Below } from './Below.tsx';
import { useDraft } from './draft.ts';
import styles from './Fields.module.css';
import { MapPeople } from './MapPeople.tsx';
import { AddStage, MapSheet } from './MapSheet.tsx';
import type { MapProps } from './props.ts';
import { Banners, Leaving, SaveBar } from './Saving.tsx';
import { StepDrawer } from './StepDrawer.tsx';
import { mapCsv } from './saying.ts';
import { askOf, datesOf, type MapSearch, mapLink } from './search.ts';
import { Tools } from './Tools.tsx';

/** One journey map: drawn by hand, measured by events. */
export function OneMap() {
  const { t } = useWords();
  const { slug } = useSeat();
  const { id } = useParams({ from: '/w/$slug/journey-map/$id' });
  const search = useSearch({ from: '/w/$slug/journey-map/$id' });
  const navigate = useNavigate({ from: '/w/$slug/journey-map/$id' });
  const version = search.version === undefined ? {} : { version: search.version };
  const map = useQuery({
    ...question(slug, 'journey-maps.read', { id, ...version }),
    placeholderData: (before) => before,
  });
  const catalogue = useCatalogue();
  const look: Change<MapSearch> = (part) =>
    void navigate({ search: without<MapSearch>({ ...search, ...part }) });
  if (map.data && catalogue.isSuccess) {
    return (
      <Counting unit={search.unit}>
        <TheMap map={map.data.map} catalogue={catalogue.data ?? null} search={search} look={look} />
      </Counting>
    );
  }
  const fault = map.error ?? catalogue.error;
  return (
    <Page title={t('journey.title')}>
      {fault ? <Refused error={fault} again={() => map.refetch()} /> : <Waiting height={480} />}
    </Page>
  );
}

interface TheMapProps {
  readonly map: JourneyMap;
  readonly catalogue: Catalogue | null;
  readonly search: MapSearch;
  readonly look: Change<MapSearch>;
}

function TheMap(props: TheMapProps) {
  const { map, catalogue, search, look } = props;
  const { shown } = map;
  const isLatest = shown.version === map.versions[0]?.version;
  const may = useMay('insights:write') && isLatest && map.retiredAt === null;
  const draft = useDraft(`${map.id}/${shown.version}`, shown.drawn);
  const own = { draft, catalogue, may, search, look, onOpen: opening(look) };
  return (
    <div className={styles.sheet}>
      {catalogue === null ? (
        <MapPage {...props} {...own} figures={undefined} proposals={undefined} isLatest={isLatest} />
      ) : (
        <Measured {...props} {...own} catalogue={catalogue} isLatest={isLatest} />
      )}
    </div>
  );
}

const opening =
  (look: Change<MapSearch>): MapProps['onOpen'] =>
  (open, over) =>
    look({ open, over: over === true ? true : undefined });

type OwnProps = Omit<MapProps, 'figures' | 'proposals'> & TheMapProps & { readonly isLatest: boolean };

/** The map with what events say of it. */
function Measured(props: OwnProps & { catalogue: Catalogue }) {
  const { map, search, catalogue } = props;
  const asked = askOf({ id: map.id, version: map.shown.version }, search, catalogue);
  const answer = useAnswer('journey-maps.figures', asked);
  const proposed = useAnswer('journey-maps.proposals', asked);
  return (
    <MapPage
      {...props}
      figures={answer.query.data}
      proposals={proposed.query.data}
      answer={answer}
      proposed={proposed}
    />
  );
}

interface PageProps extends OwnProps, Pick<MapProps, 'figures' | 'proposals'> {
  readonly answer?: ReturnType<typeof useAnswer<'journey-maps.figures'>>;
  readonly proposed?: ReturnType<typeof useAnswer<'journey-maps.proposals'>>;
}

function MapPage(props: PageProps) {
  const { map, figures, answer, draft, may, search, catalogue } = props;
  const words = useWords();
  const { slug } = useSeat();
  const kept: KeptAs | undefined = catalogue
    ? {
        operation: 'journey-maps.figures',
        // Of the map as it is drawn on the day it is asked, unless an earlier version is looked at.
        ask: askOf({ id: map.id, version: search.version }, search, catalogue),
        opens: (ask, id) => mapLink(slug, ask, id),
      }
    : undefined;
  const [read, setRead] = useState('');
  const verdict = figures && words.said(figures.verdict);
  return (
    <Page
      title={map.name}
      actions={
        <>
          <Tools {...props} />
          <Actions
            kept={kept}
            sentence={read}
            verdict={verdict}
            file="perdure-journey-map"
            csv={() => mapCsv(draft.drawn, figures, words)}
          />
        </>
      }
    >
      {answer && <Sentence {...props} onRead={setRead} />}
      <Banners {...props} />
      {answer && (
        <Answered answer={answer} height={60}>
          {(told) => (
            <>
              <Verdict>{words.said(told.verdict)}</Verdict>
              <Entered {...props} figures={told} />
            </>
          )}
        </Answered>
      )}
      {draft.drawn.stages.length === 0 && <p>{words.t('journey.empty')}</p>}
      <MapSheet {...props} />
      {may && (
        <div className={styles.screen}>
          <AddStage draft={draft} />
        </div>
      )}
      <Below {...props} />
      <Leaving draft={draft} />
      {draft.changes > 0 && <SaveBar map={map} draft={draft} />}
      <StepDrawer {...props} />
      {search.open && (
        <MapPeople {...props} map={{ id: map.id, version: map.shown.version }} which={search.open} />
      )}
    </Page>
  );
}

function Sentence({ search, look, catalogue, onRead }: PageProps & { onRead: (read: string) => void }) {
  const { rich } = useWords();
  if (catalogue === null) return null;
  const dates = datesOf(search, catalogue);
  return (
    <QuestionHead
      written={JSON.stringify([dates, search.people])}
      onRead={onRead}
      tools={<FrameRefine search={search} onChange={look} />}
    >
      {rich('journey.sentence', {
        who: <WhoPart search={search} catalogue={catalogue} onChange={look} />,
        range: <RangePart {...dates} span={catalogue.span} onChange={look} />,
      })}
    </QuestionHead>
  );
}

/** How many entered, of how many the window is over, who came by another door. */
function Entered({ figures: told, onOpen }: Pick<MapProps, 'figures' | 'onOpen'>) {
  const { t } = useWords();
  if (told === undefined || told.state === 'nothing_measured') return null;
  const { entered, over, besides } = told;
  return (
    <p className={styles.line}>
      <Opens count={entered} label={t('journey.who.entered')} onOpen={() => onOpen({ kind: 'entered' })}>
        {t('journey.entered', { entered })}
      </Opens>
      <Opens count={over} label={t('journey.who.entered')} onOpen={() => onOpen({ kind: 'entered' }, true)}>
        {t('journey.over', { count: over })}
      </Opens>
      {besides > 0 && (
        <Opens count={besides} label={t('journey.who.besides')} onOpen={() => onOpen({ kind: 'besides' })}>
          {t('journey.besides', { count: besides })}
        </Opens>
      )}
    </p>
  );
}
