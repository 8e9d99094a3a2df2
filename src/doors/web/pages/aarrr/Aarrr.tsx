import { IconListNumbers } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { BoardAskInput } from '#src/insights/aarrr/index.ts';
import { ActivePart, useDefinitions } from '../../ui/ActivePart.tsx';
import { useAnswer } from '../../ui/Answered.tsx';
import { AskedPage } from '../../ui/AskedPage.tsx';
import { amountsOf } from '../../ui/amounts.ts';
import { byChoices } from '../../ui/by-choices.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { EventPart } from '../../ui/EventPart.tsx';
import { FrameRefine } from '../../ui/FrameRefine.tsx';
import { type AnswerProps, Insight } from '../../ui/Insight.tsx';
import { RangePart } from '../../ui/RangePart.tsx';
import { type Choice, SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { useUnit, WhoPart } from '../../ui/WhoPart.tsx';
import { eventWords } from '../../words/events.ts';
import { useFigures, useWords, type Words } from '../../words/index.ts';
import { ActivationPart } from './ActivationPart.tsx';
import { Result } from './Result.tsx';
import { type AarrrSearch, type Apart, aarrrLink, askOf, firstAarrr } from './search.ts';
import { boardCsv, type Saying } from './shape.ts';

/** How far newcomers come, stage by stage. */
export function Aarrr() {
  const search = useSearch({ from: '/w/$slug/aarrr' });
  const navigate = useNavigate({ from: '/w/$slug/aarrr' });
  return (
    <Insight
      told="aarrr"
      icon={<IconListNumbers />}
      search={search}
      onSearch={(next, replace) => void navigate({ search: next, replace })}
      askOf={askOf}
      first={firstAarrr}
      answer={Answer}
    />
  );
}

type Props = AnswerProps<AarrrSearch, BoardAskInput>;

function Answer(props: Props) {
  const { asked, search, change, look } = props;
  const words = useWords();
  const figures = useFigures();
  const answer = useAnswer('aarrr.board', asked);
  const unit = useUnit(search);
  const saying = useMemo(
    (): Saying => ({ words, figures, apart: asked.apart }),
    [words, figures, asked.apart],
  );
  return (
    <AskedPage
      told="aarrr"
      answer={answer}
      opens={aarrrLink}
      verdict={({ verdict }) => words.said(verdict)}
      csv={(board) => boardCsv(board, saying)}
      legend={words.t('aarrr.chart_note', { unit })}
      height={480}
      sentence={<Sentence {...props} />}
      tools={<FrameRefine search={search} onChange={change} />}
    >
      {(board) => (
        <Result
          board={board}
          asked={asked}
          saying={saying}
          open={search.open}
          onOpen={(open) => look({ open })}
        />
      )}
    </AskedPage>
  );
}

function Sentence({ asked, search, catalogue, change }: Props) {
  const words = useWords();
  const { t, rich } = words;
  const definitions = useDefinitions();
  const { activeBy, period = 'week', nth = 4 } = asked.retention ?? {};
  return rich('aarrr.sentence', {
    who: <WhoPart search={search} catalogue={catalogue} onChange={change} />,
    start: (
      <EventPart
        label={t('aarrr.part.start')}
        form="past"
        match={asked.start}
        catalogue={catalogue}
        onChange={(start) =>
          change({ start, apart: asked.apart?.by === 'start_property' ? undefined : asked.apart })
        }
      />
    ),
    range: <RangePart from={asked.from} to={asked.to} span={catalogue.span} onChange={change} />,
    activation: (
      <ActivationPart
        activation={asked.activation}
        catalogue={catalogue}
        onChange={(activation) => change({ activation })}
      />
    ),
    active: (
      <ActivePart
        active={activeBy}
        catalogue={catalogue}
        onChange={(next) => {
          // A definition of value has a period of its own.
          const found =
            next?.by === 'value' ? definitions.find(({ id }) => id === next.definition) : undefined;
          change({
            retention: { ...(next ? { activeBy: next } : {}), period: found?.current.period ?? period, nth },
          });
        }}
      />
    ),
    nth: (
      <NthPart
        period={period}
        nth={nth}
        fixed={activeBy?.by === 'value'}
        onChange={(next) => change({ retention: { ...asked.retention, ...next } })}
      />
    ),
    revenue: (
      <SentenceChoice
        label={t('aarrr.part.revenue')}
        value={asked.revenue ? `${asked.revenue.match.event ?? ''}/${asked.revenue.property ?? ''}` : nothing}
        choices={buyingChoices(words, catalogue, asked.revenue)}
        onChoose={(key) => change({ revenue: buyingOf(key) })}
      />
    ),
    referral: (
      <SentenceChoice
        label={t('aarrr.part.referral')}
        value={asked.referral?.match.event ?? nothing}
        choices={[
          { value: nothing, reads: t('aarrr.nothing') },
          ...catalogue.events.map(({ event }) => ({ value: event, reads: eventWords(words, event, 'name') })),
        ]}
        onChoose={(event) =>
          change({ referral: event === nothing ? undefined : { match: { event }, days: 30 } })
        }
      />
    ),
    apart: <ApartPart asked={asked} catalogue={catalogue} onChange={(apart) => change({ apart })} />,
  });
}

const nothing = '';
const days = 30;

function buyingChoices(words: Words, catalogue: Catalogue, asked: BoardAskInput['revenue']): Choice[] {
  const events = catalogue.events.map(({ event }) => ({
    value: `${event}/`,
    reads: eventWords(words, event, 'name'),
  }));
  const amounts = amountsOf(catalogue).map(({ event, property }) => ({
    value: `${event}/${property}`,
    reads: `${eventWords(words, event, 'name')}, ${property}`,
  }));
  const own = asked ? `${asked.match.event ?? ''}/${asked.property ?? ''}` : nothing;
  const known = [{ value: nothing, reads: words.t('aarrr.nothing') }, ...amounts, ...events];
  return known.some(({ value }) => value === own) ? known : [...known, { value: own, reads: own }];
}

function buyingOf(key: string): BoardAskInput['revenue'] {
  const at = key.lastIndexOf('/');
  if (at < 0) return undefined;
  const [event, property] = [key.slice(0, at), key.slice(at + 1)];
  return { match: { event }, days, ...(property === '' ? {} : { property }) };
}

const periods = ['day', 'week', 'month'] as const;
const places = { day: [1, 7, 30], week: [1, 2, 4, 8, 12], month: [1, 3, 6] } as const;

interface NthPartProps {
  readonly period: 'day' | 'week' | 'month';
  readonly nth: number;
  /** The period is that of a definition. */
  readonly fixed: boolean;
  readonly onChange: (next: { period: 'day' | 'week' | 'month'; nth: number }) => void;
}

/** In which period after that of the start one must have come back. */
function NthPart({ period, nth, fixed, onChange }: NthPartProps) {
  const { t } = useWords();
  const offered = (fixed ? [period] : periods).flatMap((one) =>
    places[one].map((n) => ({ period: one, nth: n })),
  );
  const isOwn = (one: { period: string; nth: number }) => one.period === period && one.nth === nth;
  const all = offered.some(isOwn) ? offered : [{ period, nth }, ...offered];
  return (
    <SentenceChoice
      label={t('aarrr.part.nth')}
      value={`${period}/${nth}`}
      choices={all.map((one) => ({
        value: `${one.period}/${one.nth}`,
        reads: t(`aarrr.nth.${one.period}`, { n: one.nth }),
      }))}
      onChoose={(key) => {
        const found = all.find((one) => `${one.period}/${one.nth}` === key);
        if (found) onChange(found);
      }}
    />
  );
}

interface ApartPartProps {
  readonly asked: BoardAskInput;
  readonly catalogue: Catalogue;
  readonly onChange: (apart: Apart | undefined) => void;
}

const apartPeriods = ['week', 'month'] as const;

/** By what newcomers are told apart: a channel, a plan, or when they came. */
function ApartPart({ asked, catalogue, onChange }: ApartPartProps) {
  const words = useWords();
  const unit = useUnit(asked);
  const { apart } = asked;
  const value =
    apart === undefined || apart.by === 'nothing'
      ? 'nothing'
      : apart.by === 'period'
        ? `period:${apart.period}`
        : `${apart.by}:${apart.name}`;
  return (
    <SentenceChoice
      label={words.t('retention.part.by')}
      value={value}
      choices={[
        { value: 'nothing', reads: words.t('ask.by.none') },
        ...apartPeriods.map((period) => ({
          value: `period:${period}`,
          reads: words.t(`ttv.apart.${period}`),
        })),
        ...byChoices(words, catalogue, asked.start.event, unit),
      ]}
      onChoose={(key) => {
        const at = key.indexOf(':');
        const [by, name] = [key.slice(0, at), key.slice(at + 1)];
        const period = apartPeriods.find((one) => by === 'period' && one === name);
        if (by === 'trait' || by === 'start_property') onChange({ by, name });
        else onChange(period && { by: 'period', period });
      }}
    />
  );
}
