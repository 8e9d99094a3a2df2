import { Button, Stack } from '@mantine/core';
import type { Recognised } from '#src/insights/acquisition/index.ts';
import { useSeat } from '../../seat.ts';
import { TextLink } from '../../ui/links.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { FromFile } from '../acquisition/FromFile.tsx';

interface OfCampaignsProps {
  readonly file: File;
  readonly found: Recognised;
  /** Takes it for a file of events, purchases or subscriptions. */
  readonly onOther: () => void;
}

/** A file that tells what campaigns cost and brought about: it is imported as such, unless the reader knows better. */
export function OfCampaigns({ file, found, onOther }: OfCampaignsProps) {
  const { t } = useWords();
  const figures = useFigures();
  const { slug } = useSeat();
  return (
    <Panel title={t('imports.campaigns', { name: file.name })}>
      <Stack gap="sm">
        <p role="status">
          {t('imports.campaigns_said', {
            fields: figures.list(found.fields.map((field) => t(`acquisition.field.${field}`))),
          })}{' '}
          <TextLink to="/w/$slug/acquisition" params={{ slug }}>
            {t('imports.campaigns_seen')}
          </TextLink>
        </p>
        <FromFile
          key={`${file.name} ${file.lastModified}`}
          file={file}
          beside={
            <Button variant="subtle" onClick={onOther}>
              {t('imports.campaigns_other')}
            </Button>
          }
        />
      </Stack>
    </Panel>
  );
}
