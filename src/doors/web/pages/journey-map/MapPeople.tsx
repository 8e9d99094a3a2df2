import { ask } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { PeopleDrawer, type Ways } from '../../ui/PeopleDrawer.tsx';
import { eventWords } from '../../words/events.ts';
import { useWords, type Words } from '../../words/index.ts';
import { stepAt } from './edit.ts';
import type { MapProps } from './props.ts';
import { stepName } from './saying.ts';
import { askOf, type Which } from './search.ts';

interface MapPeopleProps extends MapProps {
  readonly map: { readonly id: string; readonly version: number };
  readonly which: Which;
}

/** The people behind a figure of the map. */
export function MapPeople({ map, which, search, catalogue, figures, draft, look }: MapPeopleProps) {
  const words = useWords();
  const { slug } = useSeat();
  if (catalogue === null) return null;
  const step = 'step' in which ? stepAt(draft.drawn, which.step)?.step : undefined;
  const said = whichSaid(which, words);
  const name = step && stepName(step, words);
  const onlyOver = search.over === true;
  const input = { ask: askOf(map, search, catalogue), which, ...(onlyOver ? { onlyOver } : {}) };
  return (
    <PeopleDrawer
      title={name === undefined ? said : words.t('journey.who_at', { name, which: said.toLowerCase() })}
      of={['journey-maps.people', input]}
      load={(page, signal) => ask(slug, 'journey-maps.people', { ...input, ...page }, signal)}
      from={{ of: 'journey-maps.people', ask: input }}
      unit={figures?.unit ?? 'customer'}
      ways={waysOf(which, words, (open) => look({ open }))}
      onClose={() => look({ open: undefined, over: undefined })}
    />
  );
}

const atStep = ['did', 'went_on', 'dropped', 'open'] as const;
const isAtStep = (kind: string): kind is (typeof atStep)[number] => atStep.some((one) => one === kind);

/** The other people of the same step. */
function waysOf(which: Which, { t }: Words, onChoose: (which: Which) => void): Ways | undefined {
  if (!isAtStep(which.kind) || !('step' in which)) return undefined;
  const { step } = which;
  return {
    value: which.kind,
    data: atStep.map((kind) => ({ value: kind, label: t(`journey.figure.${kind}`) })),
    onChange: (kind) => isAtStep(kind) && onChoose({ kind, step }),
  };
}

function whichSaid(which: Which, words: Words): string {
  const { t } = words;
  if (which.kind === 'entered' || which.kind === 'besides') return t(`journey.who.${which.kind}`);
  if (which.kind === 'staying')
    return t(which.did ? 'journey.figure.stay_did' : 'journey.figure.stay_others');
  if (which.kind === 'between')
    return `${eventWords(words, which.event, 'name')}, ${t('journey.who.between').toLowerCase()}`;
  return t(`journey.figure.${which.kind}`);
}
