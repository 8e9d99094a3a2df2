import { MultiSelect, NumberInput, Select, Stack, Text } from '@mantine/core';
import { useSeat } from '../../seat.ts';
import type { Score } from '../../ui/catalogue.ts';
import { SentenceChoice } from '../../ui/SentenceChoice.tsx';
import { SentencePanel } from '../../ui/SentencePanel.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { scoresOffered, scoreTest } from './beginnings.ts';
import type { LeafProps } from './props.ts';
import type { Of } from './rule.ts';

const colours = ['green', 'yellow', 'red'] as const;
const bounds = ['less', 'at_most', 'at_least', 'greater'] as const;
const within = { withinPortal: false } as const;

/** A score of theirs, its colour, or the colour of one of its dimensions; judged every so often, and it says when. */
export function ScoreLine({ condition, catalogue, unit, onChange }: LeafProps<Of<'trait'>>) {
  const { t, said } = useWords();
  const offered = scoresOffered(catalogue, { unit });
  const score = offered.find(({ trait }) => trait === condition.trait);
  const nameOf = ({ name, number }: Score) =>
    t(number ? 'segments.score_figure' : 'segments.score_colour', { name: said(name) });
  const choices = offered.map((one) => ({ value: one.trait, reads: nameOf(one) }));
  const gone = { value: condition.trait, reads: t('segments.score_unknown') };
  return (
    <>
      {t('segments.trait_whose')}{' '}
      <SentenceChoice
        label={t('segments.part.score')}
        value={condition.trait}
        choices={score === undefined ? [gone, ...choices] : choices}
        onChoose={(next) => {
          const chosen = offered.find(({ trait }) => trait === next);
          if (chosen === undefined) return;
          onChange(
            chosen.number === score?.number ? { ...condition, trait: chosen.trait } : scoreTest(chosen),
          );
        }}
      />{' '}
      <Test condition={condition} score={score} onChange={onChange} />
    </>
  );
}

interface TestProps extends Pick<LeafProps<Of<'trait'>>, 'condition' | 'onChange'> {
  readonly score: Score | undefined;
}

function Test({ condition, score, onChange }: TestProps) {
  const { t } = useWords();
  const figures = useFigures();
  const { how, values } = condition;
  const [first] = values;
  const colourOf = (value: string) => colours.find((one) => one === value);
  const read = values.map((value) => {
    const colour = colourOf(String(value));
    return colour === undefined ? String(value) : t(`health.colour.${colour}`);
  });
  return (
    <SentencePanel
      label={t('segments.part.score_test')}
      reads={`${t(`ask.how.${how}`)} ${figures.either(read)}`.trim()}
    >
      {() => (
        <Stack gap="sm">
          <Select
            label={t('ask.where_how')}
            data={[...(score?.number === true ? bounds : (['is', 'is_not'] as const))].map((value) => ({
              value,
              label: t(`ask.how.${value}`),
            }))}
            value={how}
            allowDeselect={false}
            comboboxProps={within}
            onChange={(next) => {
              const chosen = [...bounds, 'is' as const, 'is_not' as const].find((one) => one === next);
              if (chosen !== undefined) onChange({ ...condition, how: chosen });
            }}
          />
          {score?.number === true ? (
            <NumberInput
              label={t('segments.score_bound')}
              min={0}
              max={100}
              value={Number(first ?? 50)}
              onChange={(next) =>
                typeof next === 'number' && onChange({ ...condition, values: [String(next)] })
              }
            />
          ) : (
            <MultiSelect
              label={t('segments.part.score_test')}
              data={colours.map((value) => ({ value, label: t(`health.colour.${value}`) }))}
              value={values.map(String)}
              comboboxProps={within}
              onChange={(next) => next.length > 0 && onChange({ ...condition, values: next })}
            />
          )}
          <Judged at={score?.judgedAt ?? null} />
        </Stack>
      )}
    </SentencePanel>
  );
}

function Judged({ at }: { at: string | null }) {
  const { t } = useWords();
  const { timezone } = useSeat();
  const figures = useFigures();
  return (
    <Text size="sm" c="dimmed">
      {at === null
        ? t('segments.score_not_judged')
        : t('segments.score_judged', { at: figures.moment(at, timezone) })}
    </Text>
  );
}
