import { Drawer, MultiSelect, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { question } from '../ask.ts';
import type { Asked, OperationName } from '../asked.ts';
import { useSeat } from '../seat.ts';
import { useWords } from '../words/index.ts';
import { Refused } from './Refused.tsx';
import { Waiting } from './Waiting.tsx';

/** Groups to choose from, by what they are. */
export interface GroupChoices {
  readonly group: string;
  readonly items: readonly { readonly value: string; readonly label: string }[];
}

export interface CompareDrawerProps {
  readonly title: string;
  readonly help: string;
  readonly choices: readonly GroupChoices[];
  /** The groups compared, as the address writes them. */
  readonly arms: string[];
  readonly onArms: (arms: string[]) => void;
  readonly onClose: () => void;
  /** What else is chosen, then what was found. */
  readonly children: ReactNode;
}

/** Two or more groups of one answer side by side, beside that answer. */
export function CompareDrawer(props: CompareDrawerProps) {
  const { title, help, choices, arms, onArms, onClose, children } = props;
  const { t } = useWords();
  return (
    <Drawer opened onClose={onClose} size={640} title={title}>
      <Stack gap="md">
        <Text c="dimmed">{help}</Text>
        <MultiSelect
          label={t('compare.groups')}
          data={choices
            .filter(({ items }) => items.length > 0)
            .map(({ group, items }) => ({ group, items: [...items] }))}
          value={arms}
          onChange={onArms}
          maxValues={12}
          searchable
          hidePickedOptions
          data-autofocus={arms.length === 0 || undefined}
        />
        {children}
      </Stack>
    </Drawer>
  );
}

interface ComparedAnswerProps<Name extends OperationName> {
  readonly operation: Name;
  /** Undefined while fewer than two groups are chosen. */
  readonly input: Asked[Name]['input'] | undefined;
  readonly children: (found: Asked[Name]['output']) => ReactNode;
}

/** What a comparison found, or that two groups are to be chosen first. */
export function ComparedAnswer<Name extends OperationName>(props: ComparedAnswerProps<Name>) {
  const { t } = useWords();
  if (props.input === undefined) return <Text role="status">{t('compare.pick_two')}</Text>;
  return <Found {...props} input={props.input} />;
}

function Found<Name extends OperationName>({
  operation,
  input,
  children,
}: ComparedAnswerProps<Name> & { readonly input: Asked[Name]['input'] }) {
  const { slug } = useSeat();
  const compared = useQuery(question(slug, operation, input));
  if (compared.isPending) return <Waiting height={280} />;
  if (compared.isError) return <Refused error={compared.error} again={() => compared.refetch()} />;
  return children(compared.data);
}
