import { Button, Group, Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useBlocker } from '@tanstack/react-router';
import type { JourneyMap } from '#src/insights/journey-maps/index.ts';
import { useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { Refused } from '../../ui/Refused.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import type { Draft } from './draft.ts';
import styles from './Fields.module.css';
import type { MapProps } from './props.ts';
import { useRedraw } from './VersionsDrawer.tsx';

interface BannersProps extends Pick<MapProps, 'look'> {
  readonly map: JourneyMap;
  readonly isLatest: boolean;
}

/** That an earlier version is looked at, or a map that was removed. */
export function Banners({ map, isLatest, look }: BannersProps) {
  const { t } = useWords();
  const figures = useFigures();
  const { timezone } = useSeat();
  const mayWrite = useMay('insights:write');
  const redraw = useRedraw(map.id);
  const { version, createdAt } = map.shown;
  return (
    <>
      {map.retiredAt !== null && <p className={styles.banner}>{t('journey.retired')}</p>}
      {!isLatest && (
        <div className={styles.banner} role="status">
          {t('journey.old', { version, date: figures.moment(createdAt, timezone) })}
          <Button size="compact-sm" variant="default" onClick={() => look({ version: undefined })}>
            {t('journey.see_latest')}
          </Button>
          {mayWrite && map.retiredAt === null && (
            <Button
              size="compact-sm"
              variant="default"
              loading={redraw.isPending}
              onClick={() =>
                redraw.mutate({ id: map.id, version }, { onSuccess: () => look({ version: undefined }) })
              }
            >
              {t('journey.redraw')}
            </Button>
          )}
        </div>
      )}
      {redraw.isError && <Refused error={redraw.error} />}
    </>
  );
}

/** What is not saved yet, and what can be done with it. */
export function SaveBar({ map, draft }: { map: JourneyMap; draft: Draft }) {
  const { t } = useWords();
  const save = useChange('journey-maps.change', [
    'journey-maps.read',
    'journey-maps.list',
    'journey-maps.difference',
  ]);
  const keep = () =>
    save.mutate(
      { id: map.id, drawn: draft.drawn, after: map.shown.version },
      {
        onSuccess: ({ map: { shown } }) => {
          draft.drop();
          notifications.show({ message: t('journey.saved', { version: shown.version }) });
        },
      },
    );
  return (
    <section className={styles.bar} aria-label={t('journey.unsaved', { count: draft.changes })}>
      <strong role="status">{t('journey.unsaved', { count: draft.changes })}</strong>
      <Group gap="xs">
        <Button
          variant="default"
          size="sm"
          leftSection={<IconArrowBackUp size={16} aria-hidden />}
          onClick={draft.undo}
        >
          {t('journey.undo')}
        </Button>
        <Button
          variant="default"
          size="sm"
          disabled={!draft.mayRedo}
          leftSection={<IconArrowForwardUp size={16} aria-hidden />}
          onClick={draft.redo}
        >
          {t('journey.redo')}
        </Button>
        <Button variant="default" size="sm" onClick={draft.drop}>
          {t('journey.drop')}
        </Button>
      </Group>
      <Button size="sm" loading={save.isPending} onClick={keep}>
        {t('journey.save')}
      </Button>
      {save.isError && <Refused error={save.error} />}
    </section>
  );
}

/** Asks before changes that are not saved are left behind; looking at another step or version is no leaving. */
export function Leaving({ draft }: { draft: Draft }) {
  const { t } = useWords();
  const leaving = useBlocker({
    shouldBlockFn: ({ current, next }) => draft.changes > 0 && current.pathname !== next.pathname,
    enableBeforeUnload: () => draft.changes > 0,
    withResolver: true,
  });
  if (leaving.status !== 'blocked') return null;
  return (
    <Modal opened onClose={leaving.reset} withCloseButton={false} title={t('journey.leave')}>
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={leaving.reset} data-autofocus>
          {t('journey.stay')}
        </Button>
        <Button color="red" onClick={leaving.proceed}>
          {t('journey.leave_them')}
        </Button>
      </Group>
    </Modal>
  );
}
