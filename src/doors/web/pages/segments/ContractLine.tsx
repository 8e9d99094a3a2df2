import { MultiSelect, NumberInput, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { SentencePanel } from '../../ui/SentencePanel.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { InsidePart } from './LeafParts.tsx';
import type { LeafProps } from './props.ts';
import type { Of } from './rule.ts';
import { contractStates } from './rule-check.ts';

type Props = LeafProps<Of<'contract'>>;

/** A contract that they hold: of some offers, in some state, with its term to come. */
export function ContractLine({ condition, onChange }: Props) {
  const { t } = useWords();
  const figures = useFigures();
  const { inside, offers, states, termWithinDays } = condition;
  return (
    <>
      <InsidePart
        kind="contract"
        inside={inside}
        onChange={(next) => onChange({ ...condition, inside: next })}
      />{' '}
      <SentencePanel
        label={t('segments.part.offers')}
        quiet={offers.length === 0}
        reads={
          offers.length === 0
            ? t('segments.offers_any')
            : t('segments.offers', { offers: figures.either(offers) })
        }
      >
        {() => <Offers offers={offers} onChange={(next) => onChange({ ...condition, offers: next })} />}
      </SentencePanel>{' '}
      <SentencePanel
        label={t('segments.part.states')}
        reads={figures.either(states.map((state) => t(`segments.state.${state}`)))}
      >
        {() => (
          <MultiSelect
            label={t('segments.part.states')}
            data={contractStates.map((value) => ({ value, label: t(`segments.state.${value}`) }))}
            value={states}
            comboboxProps={{ withinPortal: false }}
            onChange={(next) => {
              const chosen = contractStates.filter((state) => next.includes(state));
              if (chosen.length > 0) onChange({ ...condition, states: chosen });
            }}
          />
        )}
      </SentencePanel>
      {', '}
      <SentencePanel
        label={t('segments.part.term')}
        quiet={termWithinDays === null}
        reads={
          termWithinDays === null ? t('segments.term_any') : t('segments.term', { days: termWithinDays })
        }
      >
        {() => (
          <NumberInput
            label={t('segments.term_days')}
            description={t('segments.term_help')}
            inputWrapperOrder={['label', 'input', 'description']}
            min={0}
            max={3650}
            clampBehavior="strict"
            allowDecimal={false}
            value={termWithinDays ?? ''}
            onChange={(next) =>
              onChange({ ...condition, termWithinDays: typeof next === 'number' ? next : null })
            }
          />
        )}
      </SentencePanel>
    </>
  );
}

function Offers({ offers, onChange }: { offers: string[]; onChange: (offers: string[]) => void }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const known = useQuery(question(slug, 'offers.list', {})).data?.offers ?? [];
  return (
    <TagsInput
      label={t('segments.part.offers')}
      description={t('segments.offers_help')}
      inputWrapperOrder={['label', 'input', 'description']}
      data={known.map(({ name }) => name)}
      value={offers}
      maxTags={50}
      acceptValueOnBlur
      comboboxProps={{ withinPortal: false }}
      onChange={onChange}
    />
  );
}
