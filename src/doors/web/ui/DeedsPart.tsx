import { useWords } from '../words/index.ts';
import { useDefinitions } from './ActivePart.tsx';
import type { Catalogue } from './catalogue.ts';
import { type Deed, eventOf, valueChoices } from './deed.ts';
import { MatchesPart } from './MatchesPart.tsx';

/** Several deeds of which any one is enough, as a part of the sentence: events, and what definitions of value count. */
export function DeedsPart({ label, deeds, none, catalogue, onChange }: DeedsPartProps) {
  const words = useWords();
  const definitions = useDefinitions();
  const asked = deeds.flatMap((deed) => ('value' in deed ? [deed.value] : []));
  const usual = definitions.find(({ isDefault }) => isDefault)?.id;
  const deedOf = (key: string): Deed => ({
    value: asked.find(({ definition }) => (definition ?? usual) === key) ?? { definition: key },
  });
  return (
    <MatchesPart
      label={label}
      matches={deeds.flatMap((deed) => eventOf(deed) ?? [])}
      none={none}
      catalogue={catalogue}
      besides={{
        choices: valueChoices(asked, definitions, words).map(({ key, name }) => ({
          key,
          name: words.t('deed.value.name', { name }),
          reads: words.t('deed.value.inline', { name }),
        })),
        chosen: asked.map(({ definition }) => definition ?? usual ?? ''),
      }}
      onChange={(matches, besides) => onChange([...matches, ...besides.map(deedOf)])}
    />
  );
}

interface DeedsPartProps {
  readonly label: string;
  readonly deeds: readonly Deed[];
  /** How it reads where nothing is named. */
  readonly none: string;
  readonly catalogue: Catalogue;
  readonly onChange: (deeds: Deed[]) => void;
}
