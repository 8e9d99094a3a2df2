import { ActionIcon, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Catalogue } from '../../ui/catalogue.ts';
import type { ComparedQuestion, GroupArm } from '../../ui/comparable.ts';
import { FormDrawer } from '../../ui/FormDrawer.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { armName } from './shape.ts';
import { ByConditions, ByDates, ByLists, BySegments, ByTrait } from './ways.tsx';

const kinds = ['values', 'segment', 'list', 'range', 'people'] as const;
type Kind = (typeof kinds)[number];
const mostGroups = 12;

interface GroupsDrawerProps {
  readonly question: ComparedQuestion;
  readonly arms: readonly GroupArm[];
  readonly catalogue: Catalogue;
  readonly onArms: (arms: GroupArm[]) => void;
  readonly onClose: () => void;
}

/** Which groups are compared: values of a trait, segments, lists, dates, conditions. */
export function GroupsDrawer({ question, arms, catalogue, onArms, onClose }: GroupsDrawerProps) {
  const { t } = useWords();
  const [chosen, setChosen] = useState<readonly GroupArm[]>(arms);
  const [kind, setKind] = useState<Kind>('values');
  const add = (more: readonly GroupArm[]) => setChosen(together(chosen, more));
  return (
    <FormDrawer
      title={t('compare.title')}
      saves={t('groups.compare')}
      lacking={chosen.length < 2}
      busy={false}
      error={null}
      onSave={() => onArms([...chosen])}
      onClose={onClose}
    >
      <Text c="dimmed">{t('groups.help')}</Text>
      <Chosen chosen={chosen} catalogue={catalogue} onChange={setChosen} />
      <Stack gap="sm">
        <SegmentedControl
          aria-label={t('groups.kind')}
          value={kind}
          data={kinds.map((value) => ({ value, label: t(`groups.kind.${value}`) }))}
          onChange={(next) => setKind(kinds.find((one) => one === next) ?? 'values')}
          fullWidth
        />
        {kind === 'values' && <ByTrait catalogue={catalogue} question={question} onAdd={add} />}
        {kind === 'segment' && <BySegments catalogue={catalogue} question={question} onAdd={add} />}
        {kind === 'list' && <ByLists catalogue={catalogue} onAdd={add} />}
        {kind === 'range' && <ByDates question={question} onAdd={add} />}
        {kind === 'people' && <ByConditions catalogue={catalogue} question={question} onAdd={add} />}
      </Stack>
    </FormDrawer>
  );
}

function Chosen({
  chosen,
  catalogue,
  onChange,
}: Pick<GroupsDrawerProps, 'catalogue'> & {
  readonly chosen: readonly GroupArm[];
  readonly onChange: (chosen: GroupArm[]) => void;
}) {
  const words = useWords();
  const figures = useFigures();
  if (chosen.length === 0) return <Text role="status">{words.t('groups.pick')}</Text>;
  return (
    <section aria-label={words.t('groups.chosen')}>
      <Rows
        rows={chosen.map((arm) => {
          const name = armName(arm, catalogue, figures);
          return {
            id: JSON.stringify(arm),
            title: name,
            aside: (
              <ActionIcon
                size="sm"
                aria-label={words.t('groups.remove', { group: name })}
                onClick={() => onChange(chosen.filter((one) => one !== arm))}
              >
                <IconX size={14} />
              </ActionIcon>
            ),
          };
        })}
      />
    </section>
  );
}

/** Each group once, no more than can be compared. */
function together(chosen: readonly GroupArm[], more: readonly GroupArm[]): GroupArm[] {
  const known = new Map([...chosen, ...more].map((arm) => [JSON.stringify(arm), arm]));
  return [...known.values()].slice(0, mostGroups);
}
