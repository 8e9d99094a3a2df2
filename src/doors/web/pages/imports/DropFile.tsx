import { Button, Progress } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { Recognised } from '#src/insights/acquisition/index.ts';
import { ask } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { Refused } from '../../ui/Refused.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './DropFile.module.css';
import { OfCampaigns } from './OfCampaigns.tsx';
import { type Sending, sendFile } from './upload.ts';

/** Where a file is dropped or chosen, on the same field; it is sent, then shown for checking. */
export function DropFile() {
  const { t } = useWords();
  const figures = useFigures();
  const { slug } = useSeat();
  const navigate = useNavigate();
  const sending = useRef<Sending>(null);
  const [over, setOver] = useState(false);
  const [sent, setSent] = useState<{ name: string; share: number }>();
  const [error, setError] = useState<unknown>(null);
  const [campaigns, setCampaigns] = useState<{ file: File; found: Recognised }>();
  const take = async (file: File | undefined) => {
    if (!file) return;
    setError(null);
    setCampaigns(undefined);
    try {
      const found = await recognise(file, slug);
      if (found?.campaigns) setCampaigns({ file, found });
      else await send(file);
    } catch (fault) {
      setError(fault);
    }
  };
  const send = async (file: File) => {
    setCampaigns(undefined);
    setSent({ name: file.name, share: 0 });
    try {
      sending.current = sendFile(file, slug, (share) => setSent({ name: file.name, share }));
      const { upload } = await sending.current.done;
      await navigate({ to: '/w/$slug/imports/$id', params: { slug, id: upload } });
    } catch (fault) {
      setSent(undefined);
      // Stopped by the reader: nothing to say.
      if (!(fault instanceof DOMException && fault.name === 'AbortError')) setError(fault);
    }
  };
  return (
    <div className={styles.place}>
      <div className={styles.drop} data-over={over || undefined}>
        <IconFileImport size={28} stroke={1.5} aria-hidden className={styles.icon} />
        {sent ? (
          <>
            <p className={styles.title} role="status">
              {t('imports.uploading', { name: sent.name, share: figures.share(sent.share) })}
            </p>
            <Progress
              className={styles.bar}
              value={sent.share * 100}
              aria-label={t('imports.uploading', { name: sent.name, share: '' })}
            />
            <Button variant="default" size="xs" onClick={() => sending.current?.stop()}>
              {t('imports.upload_cancel')}
            </Button>
          </>
        ) : (
          <>
            <p className={styles.title}>{t('imports.drop')}</p>
            <p className={styles.help}>{t('imports.drop_help')}</p>
            <Button component="span" aria-hidden>
              {t('imports.choose')}
            </Button>
            <input
              type="file"
              className={styles.field}
              aria-label={t('imports.choose')}
              onDragEnter={() => setOver(true)}
              onDragLeave={() => setOver(false)}
              onDrop={() => setOver(false)}
              onChange={(event) => {
                void take(event.currentTarget.files?.[0]);
                event.currentTarget.value = '';
              }}
            />
          </>
        )}
      </div>
      {error !== null && <Refused error={error} />}
      {campaigns && <OfCampaigns {...campaigns} onOther={() => void send(campaigns.file)} />}
    </div>
  );
}

/** So much of a file tells what it is, in bytes. */
const headBytes = 65_536;

/** What the first row of a text file says of campaigns; undefined of files that are no text. */
async function recognise(file: File, slug: string): Promise<Recognised | undefined> {
  if (/\.(?:gz|parquet|jsonl?|ndjson)$/i.test(file.name)) return undefined;
  return ask(slug, 'acquisition.recognise', { head: await file.slice(0, headBytes).text() });
}
