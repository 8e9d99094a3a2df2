import type { Catalogue } from '../../ui/catalogue.ts';
import type { GroupArm } from '../../ui/comparable.ts';
import sentence from '../../ui/Sentence.module.css';
import { useFigures, useWords } from '../../words/index.ts';
import { armName } from './shape.ts';

interface GroupsPartProps {
  readonly arms: readonly GroupArm[];
  readonly catalogue: Catalogue;
  readonly onChoose: () => void;
}

/** The groups, as a word of the sentence that opens where they are chosen. */
export function GroupsPart({ arms, catalogue, onChoose }: GroupsPartProps) {
  const words = useWords();
  const figures = useFigures();
  const names = arms.map((arm) => armName(arm, catalogue, figures));
  const reads = names.length === 0 ? words.t('groups.none_yet') : figures.list(names);
  return (
    <button
      type="button"
      className={sentence.part}
      aria-label={words.t('shell.pair', { name: words.t('groups.part.groups'), value: reads })}
      onClick={onChoose}
    >
      {reads}
    </button>
  );
}
