import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload, IconLink } from '@tabler/icons-react';
import type { RetentionAskInput } from '#src/insights/retention/index.ts';
import { download, tablePicture } from '../../charts/picture.ts';
import { useWords } from '../../words/index.ts';
import { Questions } from './Questions.tsx';

/** What can be done with an answer: keep the question, share its address, take it away. */
export function Actions({
  ask,
  sentence,
  verdict,
  csv,
}: {
  ask: RetentionAskInput;
  sentence: string;
  verdict: string | undefined;
  /** Hands over the numbers; undefined while there are none. */
  csv: (() => void) | undefined;
}) {
  const { t } = useWords();
  const share = async () => {
    await navigator.clipboard.writeText(location.href);
    notifications.show({ message: t('retention.link_copied') });
  };
  const picture = async () => {
    const table = document.querySelector<HTMLTableElement>('#content table');
    if (!table) return;
    const words = {
      above: [sentence, verdict ?? ''].filter(Boolean),
      below: [t('retention.picture_legend'), `Perdure · ${location.origin}`],
    };
    download(await tablePicture(table, words), 'perdure-retention.png');
  };
  return (
    <>
      <Questions ask={ask} />
      <Button variant="default" leftSection={<IconLink size={16} aria-hidden />} onClick={share}>
        {t('retention.share_link')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
            {t('retention.export')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item disabled={csv === undefined} onClick={csv}>
            {t('retention.export_csv')}
          </Menu.Item>
          <Menu.Item onClick={picture}>{t('retention.export_png')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
