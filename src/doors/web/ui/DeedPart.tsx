import { useWords } from '../words/index.ts';
import { useDefinitions } from './ActivePart.tsx';
import type { Catalogue } from './catalogue.ts';
import { type Counting, type Deed, eventOf, valueName } from './deed.ts';
import { EventPart, type EventPartProps } from './EventPart.tsx';

/** What people do as a part of the sentence: an event, or receiving value as a definition says. */
export function DeedPart({ label, form, deed, only, catalogue, onChange }: DeedPartProps) {
  const words = useWords();
  const definitions = useDefinitions();
  const offered = only === undefined ? definitions : definitions.filter(only);
  const choiceOf = (reads: string, id: string | undefined) => ({
    value: `value:${id ?? ''}`,
    reads: words.t(`deed.value.${form}`, { name: reads }),
    name: words.t('deed.value.name', { name: reads }),
    hint: words.t('deed.value.hint'),
  });
  const asked = 'value' in deed ? deed.value : undefined;
  const usual = definitions.find(({ isDefault }) => isDefault)?.id;
  const shown = asked && choiceOf(valueName(asked, definitions, words), asked.definition ?? usual);
  const others = offered
    .map(({ id, name }) => choiceOf(name, id))
    .filter(({ value }) => value !== shown?.value);
  return (
    <EventPart
      label={label}
      form={form}
      match={eventOf(deed) ?? { event: null }}
      catalogue={catalogue}
      besides={{
        chosen: shown?.value,
        choices: [...(shown === undefined ? [] : [shown]), ...others],
        onChoose: (value) => onChange({ value: { definition: value.slice('value:'.length) } }),
      }}
      onChange={onChange}
    />
  );
}

export interface DeedPartProps extends Pick<EventPartProps, 'label' | 'form'> {
  readonly deed: Deed;
  /** Which definitions may be chosen; all of them unless told. */
  readonly only?: (definition: Counting) => boolean;
  readonly catalogue: Catalogue;
  readonly onChange: (deed: Deed) => void;
}
