import { Badge, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { Segment } from '#src/customers/segments/index.ts';
import { ask, question } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { Fold, Folds } from '../../ui/Answered.tsx';
import { type Change, without } from '../../ui/address.ts';
import { Counting } from '../../ui/Counting.tsx';
import { TextLink } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { PeopleDrawer } from '../../ui/PeopleDrawer.tsx';
import { Questions } from '../../ui/Questions.tsx';
import { Refused } from '../../ui/Refused.tsx';
import sentence from '../../ui/Sentence.module.css';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { daysShown, HistoryPart } from './HistoryPart.tsx';
import styles from './OneSegment.module.css';
import { SegmentActions } from './SegmentActions.tsx';
import { faultSaid } from './Segments.tsx';
import { keptSaid } from './saying.ts';
import { type SegmentSearch, segmentLink } from './search.ts';
import { useNow } from './useNow.ts';
import { WhyPart } from './WhyPart.tsx';

/** One segment: its rule, who is in it, how it grew, and why somebody is in it or not. */
export function OneSegment() {
  const { t } = useWords();
  const { slug } = useSeat();
  const { id } = useParams({ from: '/w/$slug/segments/$id' });
  const shown = useQuery({ ...question(slug, 'segments.show', { id }), refetchInterval: 5000 });
  const segment = shown.data?.segment;
  if (segment) {
    return (
      <Counting unit={segment.unit}>
        <Shown segment={segment} />
      </Counting>
    );
  }
  return (
    <Page title={t('segments.title')}>
      {shown.isError ? (
        <>
          <Refused error={shown.error} again={() => shown.refetch()} />
          <TextLink to="/w/$slug/segments" params={{ slug }}>
            {t('segments.all')}
          </TextLink>
        </>
      ) : (
        <Waiting height={420} />
      )}
    </Page>
  );
}

function Shown({ segment }: { segment: Segment }) {
  const words = useWords();
  const { t, said } = words;
  const figures = useFigures();
  const { timezone } = useSeat();
  const now = useNow();
  const search = useSearch({ from: '/w/$slug/segments/$id' });
  const navigate = useNavigate({ from: '/w/$slug/segments/$id' });
  const look: Change<SegmentSearch> = (part) =>
    void navigate({ search: without<SegmentSearch>({ ...search, ...part }) });
  const { name, unit, size, current, retiredAt, fault } = segment;
  return (
    <Page
      title={name}
      lead={
        <>
          {keptSaid(segment, words, { figures, now, timezone })}
          {retiredAt !== null && (
            <Badge variant="default" ml="xs">
              {t('segments.kept_no_more')}
            </Badge>
          )}
        </>
      }
      actions={
        <>
          {size !== null && <KeptCurve id={segment.id} />}
          <SegmentActions segment={segment} />
        </>
      }
    >
      {fault !== null && retiredAt === null && <p className={styles.fault}>{faultSaid(fault, words)}</p>}
      <p className={sentence.sentence}>{t('segments.those_who', { unit, rule: said(current.words) })}.</p>
      {size !== null && (
        <div className={styles.size}>
          <strong>{figures.count(size)}</strong>
          <span>{t('segments.size_unit', { count: size })}</span>
          {size > 0 && (
            <Button variant="default" size="xs" onClick={() => look({ people: true })}>
              {t('segments.people')}
            </Button>
          )}
        </div>
      )}
      <HistoryPart segment={segment} />
      {size !== null && (
        <WhyPart key={unit} segment={segment} who={search.who} onWho={(who) => look({ who })} />
      )}
      <Folds>
        <Versions segment={segment} />
      </Folds>
      {search.people && size !== null && (
        <People segment={segment} onClose={() => look({ people: undefined })} />
      )}
    </Page>
  );
}

/** Keeps how the segment grew as a question, which a dashboard can show. */
function KeptCurve({ id }: { id: string }) {
  const { slug } = useSeat();
  if (!useMay('insights:read')) return null;
  return (
    <Questions
      kept={{
        operation: 'segments.history',
        ask: { id, days: daysShown },
        opens: (ask, saved) => segmentLink(slug, ask, saved),
      }}
    />
  );
}

/** Rules that held before, latest first. */
function Versions({ segment }: { segment: Segment }) {
  const { t, said } = useWords();
  const figures = useFigures();
  const { timezone } = useSeat();
  return (
    <Fold title={t('segments.versions', { count: segment.versions.length })}>
      <ol className={styles.versions} reversed>
        {segment.versions.map(({ version, words, createdAt }) => (
          <li key={version}>
            {t('segments.version', { words: said(words), date: figures.moment(createdAt, timezone) })}
          </li>
        ))}
      </ol>
    </Fold>
  );
}

/** Who is in it by its last count: as many as its size says. They can be kept as a list, which no longer moves. */
function People({ segment, onClose }: { segment: Segment; onClose: () => void }) {
  const { slug } = useSeat();
  const { id, name, unit, freshAt } = segment;
  return (
    <PeopleDrawer
      title={name}
      of={['segments.people', id, freshAt]}
      load={(page, signal) => ask(slug, 'segments.people', { id, ...page }, signal)}
      from={{ of: 'segments.people', ask: { id } }}
      unit={unit}
      onClose={onClose}
    />
  );
}
