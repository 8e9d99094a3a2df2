import { Button, Drawer, Group, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { JourneyMap, VersionHead } from '#src/insights/journey-maps/index.ts';
import { question, useChange } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './Fields.module.css';

interface VersionsProps {
  readonly map: JourneyMap;
  readonly may: boolean;
  readonly onSee: (version: number | undefined) => void;
  readonly onClose: () => void;
}

/** Who saved what and when; any version can be seen, held against the latest, and drawn again. */
export function VersionsDrawer({ map, may, onSee, onClose }: VersionsProps) {
  const { t } = useWords();
  const figures = useFigures();
  const { timezone } = useSeat();
  const [told, setTold] = useState<number>();
  const redraw = useRedraw(map.id);
  const latest = map.versions[0]?.version;
  const saidOf = ({ createdAt, by, restores }: VersionHead) => {
    const date = figures.moment(createdAt, timezone);
    return [
      by === null ? t('journey.version_at', { date }) : t('journey.version_by', { date, name: by }),
      ...(restores === null ? [] : [t('journey.version_restores', { version: restores })]),
    ].join(' · ');
  };
  return (
    <Drawer opened onClose={onClose} size={480} title={t('journey.versions')}>
      <Stack gap="md">
        {redraw.isError && <Refused error={redraw.error} />}
        <Rows
          rows={map.versions.map((version) => ({
            id: String(version.version),
            title: [
              t('journey.version_n', { version: version.version }),
              ...(version.version === latest ? [t('journey.version_current')] : []),
            ].join(' · '),
            detail: (
              <>
                {saidOf(version)}
                <Group gap="xs" mt={6}>
                  <Button
                    size="compact-xs"
                    variant="default"
                    onClick={() => onSee(version.version === latest ? undefined : version.version)}
                  >
                    {t('journey.version_see')}
                  </Button>
                  {version.version !== latest && (
                    <Button
                      size="compact-xs"
                      variant="default"
                      aria-expanded={told === version.version}
                      onClick={() => setTold(told === version.version ? undefined : version.version)}
                    >
                      {t('journey.version_differs')}
                    </Button>
                  )}
                  {may && version.version !== latest && (
                    <Button
                      size="compact-xs"
                      variant="default"
                      loading={redraw.isPending}
                      onClick={() =>
                        redraw.mutate(
                          { id: map.id, version: version.version },
                          { onSuccess: () => onSee(undefined) },
                        )
                      }
                    >
                      {t('journey.redraw')}
                    </Button>
                  )}
                </Group>
                {told === version.version && <Changes id={map.id} from={version.version} />}
              </>
            ),
          }))}
        />
      </Stack>
    </Drawer>
  );
}

/** Draws a map as in an earlier version. */
export function useRedraw(id: string) {
  const { t } = useWords();
  const redraw = useChange('journey-maps.restore-version', [
    'journey-maps.read',
    'journey-maps.list',
    'journey-maps.difference',
  ]);
  return {
    ...redraw,
    mutate: (input: { id: string; version: number }, { onSuccess }: { onSuccess: () => void }) =>
      redraw.mutate(
        { ...input, id },
        {
          onSuccess: () => {
            notifications.show({ message: t('journey.redrawn', { version: input.version }) });
            onSuccess();
          },
        },
      ),
  };
}

function Changes({ id, from }: { id: string; from: number }) {
  const { t, said } = useWords();
  const { slug } = useSeat();
  const told = useQuery(question(slug, 'journey-maps.difference', { id, from }));
  if (told.isPending) return <Waiting height={60} />;
  if (told.isError) return <Refused error={told.error} again={() => told.refetch()} />;
  if (told.data.changes.length === 0) return <p>{t('journey.same')}</p>;
  return (
    <ul className={styles.changes}>
      {told.data.changes.map(({ of, id: changed, kind, words }) => (
        <li key={`${of}/${changed}/${kind}`}>{said(words)}</li>
      ))}
    </ul>
  );
}
