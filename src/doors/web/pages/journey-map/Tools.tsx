import { Button, Menu } from '@mantine/core';
import { IconAdjustments, IconHistory, IconPrinter } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { JourneyMap } from '#src/insights/journey-maps/index.ts';
import { useChange } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { sayWithUndo } from '../../ui/undo.tsx';
import { useWords } from '../../words/index.ts';
import type { MapProps } from './props.ts';
import { SettingsForm } from './SettingsForm.tsx';
import { VersionsDrawer } from './VersionsDrawer.tsx';

interface ToolsProps extends Pick<MapProps, 'draft' | 'catalogue' | 'may' | 'look'> {
  readonly map: JourneyMap;
}

/** Versions, print, and what editors can do with the map as a whole. */
export function Tools({ map, draft, catalogue, may, look }: ToolsProps) {
  const { t } = useWords();
  const { slug } = useSeat();
  const navigate = useNavigate();
  const [open, setOpen] = useState<'versions' | 'settings'>();
  const back = useChange('journey-maps.restore', ['journey-maps.list', 'journey-maps.read']);
  const remove = useChange('journey-maps.retire', ['journey-maps.list', 'journey-maps.read']);
  const { id, name } = map;
  const retire = () =>
    remove.mutate(
      { id },
      {
        onSuccess: () => {
          sayWithUndo(t('journey.removed', { name }), {
            label: t('shell.undo'),
            run: () => back.mutate({ id }),
          });
          void navigate({ to: '/w/$slug/journey-map', params: { slug } });
        },
      },
    );
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconHistory size={16} aria-hidden />}
        onClick={() => setOpen('versions')}
      >
        {t('journey.versions')}
      </Button>
      <Button variant="default" leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => print()}>
        {t('journey.print')}
      </Button>
      {may && (
        <MoreMenu label={t('journey.menu')} ofPage>
          <Menu.Item
            leftSection={<IconAdjustments size={16} aria-hidden />}
            onClick={() => setOpen('settings')}
          >
            {t('journey.edit_map')}
          </Menu.Item>
          <Menu.Item color="red" onClick={retire}>
            {t('journey.remove')}
          </Menu.Item>
        </MoreMenu>
      )}
      {open === 'versions' && (
        <VersionsDrawer
          map={map}
          may={may}
          onSee={(version) => {
            setOpen(undefined);
            look({ version });
          }}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open === 'settings' && (
        <SettingsForm map={map} draft={draft} catalogue={catalogue} onClose={() => setOpen(undefined)} />
      )}
    </>
  );
}
