import { Alert, Button, Group } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useRouter, useSearch } from '@tanstack/react-router';
import { Problem } from '../problem.ts';
import { useWords } from '../words/index.ts';
import { nearName } from './expected.ts';
import { mended, type NameOf } from './mend.ts';
import styles from './Refused.module.css';
import { type Instead, saidOf } from './said.ts';

/** A call that was refused or failed, and what to do about it. */
export function Refused({ error, again, instead }: RefusedProps) {
  const words = useWords();
  const mend = useMend(error);
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle aria-hidden />}
      className={styles.refused}
      role="alert"
    >
      <p className={styles.said}>{saidOf(error, words, instead)}</p>
      <Group gap="xs">
        {mend && (
          <Button size="xs" onClick={mend.take}>
            {words.t('expected.take', { name: mend.name })}
          </Button>
        )}
        {again && (
          <Button size="xs" variant="default" onClick={again}>
            {words.t('shell.try_again')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}

interface RefusedProps {
  readonly error: unknown;
  readonly again?: (() => void) | undefined;
  readonly instead?: Instead | undefined;
}

/** What refusals of unknown names are about. */
const unknownOf: Readonly<Record<string, NameOf>> = {
  'insights.unknown_event': 'event',
  'insights.unknown_property': 'property',
  'traits.unknown': 'trait',
};

/** The name that was probably meant, and how the question of this address takes it; undefined where it holds no other. */
function useMend(error: unknown): { name: string; take: () => void } | undefined {
  const router = useRouter();
  const search = useSearch({ strict: false });
  const { got, expected, field, code = '' } = error instanceof Problem ? error.body : {};
  const name = nearName(expected);
  if (name === undefined || typeof got !== 'string') return undefined;
  const better = mended(search, { of: unknownOf[code], field, wrong: got, right: name });
  if (JSON.stringify(better) === JSON.stringify(search)) return undefined;
  // The same parts as before, with another name in one of them.
  return { name, take: () => void router.navigate({ to: '.', search: better as typeof search }) };
}
