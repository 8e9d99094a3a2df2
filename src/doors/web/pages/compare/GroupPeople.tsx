import type { GroupsCompared } from '#src/insights/groups/index.ts';
import { ask } from '../../ask.ts';
import type { OperationName } from '../../asked.ts';
import { useSeat } from '../../seat.ts';
import { type PageOfPeople, PeopleDrawer, type SavedFrom, type Shown } from '../../ui/PeopleDrawer.tsx';
import { useWords } from '../../words/index.ts';
import { type OpenGroup, writeOpen } from './search.ts';

interface GroupPeopleProps {
  readonly compared: GroupsCompared;
  readonly open: OpenGroup | undefined;
  readonly onOpen: (open: string | undefined) => void;
}

/** The people behind one number of one group, as the insight itself tells them. */
export function GroupPeople({ compared, open, onOpen }: GroupPeopleProps) {
  const { t, said } = useWords();
  const { slug } = useSeat();
  const figure = compared.figures.find(({ key }) => key === open?.figure);
  const behind = open && figure?.groups[open.arm]?.behind;
  const arm = open && compared.arms[open.arm];
  if (!open || !figure || !behind || !arm) return null;
  const of = behind.of as OperationName; // the answer names an operation that tells people, and its question
  const input = behind[open.which];
  const load = async (page: object, signal: AbortSignal) =>
    (await ask(slug, of, { ...input, ...page } as never, signal)) as unknown as PageOfPeople<Shown>;
  return (
    <PeopleDrawer
      title={t('groups.opens', { group: said(arm.name), figure: said(figure.name) })}
      of={[of, input]}
      load={load}
      from={{ of, ask: input } as unknown as SavedFrom}
      unit={compared.unit}
      ways={{
        value: open.which,
        data: [
          { value: 'hits', label: t('groups.hits') },
          { value: 'total', label: t('groups.total') },
        ],
        onChange: (next) => onOpen(writeOpen({ ...open, which: next === 'total' ? 'total' : 'hits' })),
      }}
      onClose={() => onOpen(undefined)}
    />
  );
}
