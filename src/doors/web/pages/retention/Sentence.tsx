import { byChoices } from '../../ui/by-choices.ts';
import { DeedPart } from '../../ui/DeedPart.tsx';
import type { PeriodName } from '../../ui/dates.ts';
import { EventPart } from '../../ui/EventPart.tsx';
import { RangePart } from '../../ui/RangePart.tsx';
import { SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { useUnit, WhoPart } from '../../ui/WhoPart.tsx';
import { useWords } from '../../words/index.ts';
import { pruned, type RetentionSearch, returnOf } from './search.ts';
import type { SentenceProps } from './sentence-props.ts';

/** The question as a sentence that reads aloud; each part is a menu. */
export function Sentence({ search, catalogue, onChange }: SentenceProps) {
  const { rich } = useWords();
  return rich('retention.sentence', {
    who: (
      <WhoPart
        search={{ people: search.people, unit: search.account && 'account' }}
        catalogue={catalogue}
        onChange={({ people }) => onChange(pruned({ ...search, people, cell: undefined }))}
      />
    ),
    start: <StartPart search={search} catalogue={catalogue} onChange={onChange} />,
    entry: <EntryPart search={search} onChange={onChange} />,
    range: (
      <RangePart
        from={search.from ?? catalogue.span.first}
        to={search.to ?? catalogue.span.last}
        span={catalogue.span}
        onChange={(range) => onChange({ ...search, ...range })}
      />
    ),
    back: <BackPart search={search} catalogue={catalogue} onChange={onChange} />,
    times: <TimesSaid search={search} />,
    step: <StepPart search={search} onChange={onChange} />,
    by: <ByPart search={search} catalogue={catalogue} onChange={onChange} />,
  });
}

type PartProps = Pick<SentenceProps, 'search' | 'onChange'>;

function StartPart({ search, catalogue, onChange }: SentenceProps) {
  const { t } = useWords();
  return (
    <EventPart
      label={t('retention.part.start')}
      form="past"
      match={{ event: search.start ?? null, where: search.startWhere ?? [] }}
      catalogue={catalogue}
      onChange={({ event }) =>
        onChange(pruned({ ...search, start: event ?? undefined, startWhere: undefined, cell: undefined }))
      }
    />
  );
}

function BackPart({ search, catalogue, onChange }: SentenceProps) {
  const { t } = useWords();
  return (
    <DeedPart
      label={t('retention.part.back')}
      form="again"
      deed={returnOf(search)}
      catalogue={catalogue}
      onChange={(deed) =>
        onChange(
          pruned({
            ...search,
            back: 'value' in deed ? undefined : (deed.event ?? undefined),
            backWhere: undefined,
            backValue: 'value' in deed ? deed.value : undefined,
            cell: undefined,
          }),
        )
      }
    />
  );
}

function EntryPart({ search, onChange }: PartProps) {
  const { t } = useWords();
  const entries = ['first_match', 'first_ever', 'every_period'] as const;
  return (
    <SentenceChoice
      label={t('retention.part.entry')}
      value={search.entry ?? 'first_match'}
      choices={entries.map((entry) => ({
        value: entry,
        reads: t(`retention.entry.${entry}`),
        hint: t(`retention.entry.${entry}.hint`),
      }))}
      onChoose={(next) => {
        const entry = entries.find((one) => one === next);
        onChange(pruned({ ...search, entry: entry === 'first_match' ? undefined : entry, cell: undefined }));
      }}
    />
  );
}

function TimesSaid({ search: { times, quantity } }: { search: RetentionSearch }) {
  const { t } = useWords();
  if (quantity !== undefined) {
    const at = quantity.lastIndexOf(':');
    return t('retention.quantity', { property: quantity.slice(0, at), amount: quantity.slice(at + 1) });
  }
  return t('retention.times', { times: times ?? 1 });
}

const lengths: Record<PeriodName, number> = { day: 1, week: 2, month: 3 };

function StepPart({ search, onChange }: PartProps) {
  const { t } = useWords();
  const rows = search.rows ?? 'week';
  const step = search.step ?? rows;
  const choices = (['day', 'week', 'month'] as const).flatMap((one) => [
    { value: one, reads: t(`retention.step.${one}`) },
    { value: `${one}_later`, reads: t(`retention.step.${one}_later`) },
  ]);
  return (
    <SentenceChoice
      label={t('retention.part.step')}
      value={search.later ? `${step}_later` : step}
      choices={choices}
      onChoose={(next) => {
        const chosen = (['day', 'week', 'month'] as const).find((one) => next.startsWith(one)) ?? 'week';
        // An interval is never longer than a row: rows grow along with it.
        const nextRows = lengths[chosen] > lengths[rows] || step === rows ? chosen : rows;
        onChange(
          pruned({
            ...search,
            rows: nextRows,
            step: chosen === nextRows ? undefined : chosen,
            later: next.endsWith('_later') || undefined,
            brackets: undefined,
            cell: undefined,
          }),
        );
      }}
    />
  );
}

function ByPart({ search, catalogue, onChange }: SentenceProps) {
  const words = useWords();
  const { t } = words;
  const unit = useUnit({ unit: search.account && 'account' });
  const choices = [
    { value: 'none', reads: t('ask.by.none') },
    ...byChoices(words, catalogue, search.start ?? null, unit),
  ];
  return (
    <SentenceChoice
      label={t('retention.part.by')}
      value={search.by ?? 'none'}
      choices={choices}
      onChoose={(next) =>
        onChange(
          pruned({
            ...search,
            by: next === 'none' ? undefined : next,
            series: undefined,
            compare: undefined,
            cell: undefined,
          }),
        )
      }
    />
  );
}
