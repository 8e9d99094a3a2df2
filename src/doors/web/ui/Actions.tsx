import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload, IconLink } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { chartPicture } from '../charts/chart-picture.ts';
import { type CsvCell, csvBlob, csvText } from '../charts/csv.ts';
import { download, tablePicture } from '../charts/picture.ts';
import { useWords } from '../words/index.ts';
import { type KeptAs, Questions } from './Questions.tsx';
import { Refused } from './Refused.tsx';

type CsvRows = readonly (readonly CsvCell[])[];

export interface ActionsProps {
  /** How the question is kept and opened again; absent where it cannot be kept. */
  readonly kept?: KeptAs | undefined;
  /** The question as it reads on the page. */
  readonly sentence: string;
  readonly verdict: string | undefined;
  /** Name of the files, such as `perdure-lifecycle`. */
  readonly file: string;
  /** The numbers as rows, some of them perhaps still to be asked for; undefined while there are none. */
  readonly csv: (() => CsvRows | Promise<CsvRows>) | undefined;
  /** What the signs of the picture mean. */
  readonly legend?: string | undefined;
}

/** What can be done with an answer: keep the question, share its address, take it away. */
export function Actions({ kept, sentence, verdict, file, csv, legend }: ActionsProps) {
  const { t, language } = useWords();
  const share = async () => {
    await navigator.clipboard.writeText(location.href);
    notifications.show({ message: t('ask.link_copied') });
  };
  const table = useMutation({
    mutationFn: async (rows: NonNullable<typeof csv>) =>
      download(csvBlob(csvText(await rows(), language)), `${file}.csv`),
  });
  const picture = async () => {
    const below = [legend, `Perdure · ${location.origin}`].flatMap((line) => line ?? []);
    const blob = await pictureOfPage({ above: [sentence, verdict ?? ''].filter(Boolean), below });
    if (blob) download(blob, `${file}.png`);
  };
  return (
    <>
      {kept && <Questions kept={kept} />}
      <Button variant="default" leftSection={<IconLink size={16} aria-hidden />} onClick={share}>
        {t('ask.share_link')}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button
            variant="default"
            loading={table.isPending}
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {t('ask.export')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item disabled={csv === undefined} onClick={() => csv && table.mutate(csv)}>
            {t('ask.export_csv')}
          </Menu.Item>
          <Menu.Item disabled={csv === undefined} onClick={picture}>
            {t('ask.export_png')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {table.error && <Refused error={table.error} />}
    </>
  );
}

/** The page's first chart, marked `data-picture`; its first table where it has none. */
async function pictureOfPage(words: { above: string[]; below: string[] }): Promise<Blob | undefined> {
  const chart = document.querySelector<SVGSVGElement>('#content [data-picture] svg');
  if (chart) return chartPicture(chart, words);
  const table = document.querySelector<HTMLTableElement>('#content table');
  return table ? tablePicture(table, words) : undefined;
}
