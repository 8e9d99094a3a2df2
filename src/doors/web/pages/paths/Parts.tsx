import { Checkbox, MultiSelect } from '@mantine/core';
import type { Change } from '../../ui/address.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { type Choice, SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { eventWords } from '../../words/events.ts';
import { useWords, type Words } from '../../words/index.ts';
import { Groups } from './Groups.tsx';
import type { Limit, PathAsked, PathSearch } from './search.ts';

const windows = [
  { amount: 1, of: 'hour' },
  { amount: 1, of: 'day' },
  { amount: 7, of: 'day' },
  { amount: 14, of: 'day' },
  { amount: 30, of: 'day' },
  { amount: 90, of: 'day' },
] as const;

const usual: readonly Limit[] = [
  { kind: 'session' },
  { kind: 'day' },
  ...windows.map((one): Limit => ({ kind: 'window', ...one })),
];

const limitKey = (limit: Limit): string =>
  limit.kind === 'window' ? `${limit.amount} ${limit.of}` : limit.kind;

const limitSaid = (limit: Limit, { t }: Pick<Words, 't'>): string =>
  limit.kind === 'window'
    ? t('paths.limit.window', { amount: limit.amount, of: limit.of })
    : t(`paths.limit.${limit.kind}`);

interface PartProps {
  readonly asked: PathAsked;
  readonly onChange: Change<PathSearch>;
}

/** How long a path may be in time. */
export function LimitPart({ asked, onChange }: PartProps) {
  const words = useWords();
  const limit: Limit = asked.limit ?? { kind: 'session' };
  const limits = usual.some((one) => limitKey(one) === limitKey(limit)) ? usual : [...usual, limit];
  return (
    <SentenceChoice
      label={words.t('paths.part.limit')}
      value={limitKey(limit)}
      choices={limits.map((one) => ({ value: limitKey(one), reads: limitSaid(one, words) }))}
      onChoose={(next) => onChange({ limit: limits.find((one) => limitKey(one) === next) })}
    />
  );
}

/** Whether what comes after is asked about, or what came before. */
export function DirectionPart({ asked, onChange }: PartProps) {
  const { t } = useWords();
  const choices: Choice[] = (['from', 'to'] as const).map((one) => ({
    value: one,
    reads: t(`paths.direction.${one}`),
    name: t(`paths.direction.${one}.name`),
    hint: t(`paths.direction.${one}.hint`),
  }));
  return (
    <SentenceChoice
      label={t('paths.part.direction')}
      value={asked.direction ?? 'from'}
      choices={choices}
      onChoose={(next) => onChange({ direction: next === 'to' ? 'to' : undefined })}
    />
  );
}

/** How many steps at most. */
export function StepsPart({ asked, onChange }: PartProps) {
  const { t } = useWords();
  return (
    <SentenceChoice
      label={t('paths.part.steps')}
      value={String(asked.steps ?? 5)}
      choices={Array.from({ length: 10 }, (_, at) => ({
        value: String(at + 1),
        reads: t('paths.steps', { count: at + 1 }),
      }))}
      onChoose={(next) => onChange({ steps: Number(next) })}
    />
  );
}

/** What counts as a step. */
export function StepsRefine({ asked, catalogue, onChange }: PartProps & { catalogue: Catalogue }) {
  const words = useWords();
  const { t } = words;
  const left = asked.leaveOut ?? [];
  const grouped = new Set(asked.groups?.flatMap(({ events }) => events));
  const names = new Set([...catalogue.events.map(({ event }) => event), ...left]).difference(grouped);
  return (
    <>
      <Checkbox
        label={t('paths.collapse')}
        checked={asked.collapse ?? true}
        onChange={(event) => onChange({ collapse: event.currentTarget.checked ? undefined : false })}
      />
      <MultiSelect
        label={t('paths.leave_out')}
        searchable
        data={[...names].map((event) => ({ value: event, label: eventWords(words, event, 'name') }))}
        value={left}
        comboboxProps={{ withinPortal: false }}
        onChange={(next) => onChange({ leaveOut: next.length === 0 ? undefined : next })}
      />
      <Groups asked={asked} catalogue={catalogue} onChange={onChange} />
    </>
  );
}
