import { Button, Group, Tabs } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, question } from '../../ask.ts';
import { download } from '../../charts/picture.ts';
import { useSeat } from '../../seat.ts';
import { Code } from '../../ui/Code.tsx';
import { TextLink } from '../../ui/links.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useWords } from '../../words/index.ts';
import { ciLines, ways } from './ci.ts';
import plan from './Plan.module.css';
import { TakeFile } from './TakeFile.tsx';
import { usePlace } from './usePlan.ts';
import styles from './Versions.module.css';

/** The plan in a repository: its file, how a pipeline holds to it, the typed calls made of it. */
export function InCode() {
  return (
    <div className={`${plan.part} ${plan.narrow}`}>
      <AsFile />
      <Pipelines />
      <TypedCalls />
    </div>
  );
}

function AsFile() {
  const { t } = useWords();
  const { slug } = useSeat();
  const { held, mayWrite } = usePlace();
  const [error, setError] = useState<unknown>(null);
  const take = async (which: 'approved' | 'draft') => {
    setError(null);
    try {
      const { file, text } = await ask(slug, 'plan.file', { which });
      download(new Blob([text], { type: 'application/json' }), file);
    } catch (fault) {
      setError(fault);
    }
  };
  return (
    <Panel title={t('plan.file')}>
      <p className={styles.soft}>{t('plan.file_help')}</p>
      {error !== null && <Refused error={error} />}
      <Group gap="sm">
        {held.approved !== null && (
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() => void take('approved')}
          >
            {t('plan.file_approved', { version: held.approved })}
          </Button>
        )}
        {held.draft !== null && (
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            onClick={() => void take('draft')}
          >
            {t('plan.file_draft')}
          </Button>
        )}
        {mayWrite && <TakeFile />}
      </Group>
    </Panel>
  );
}

function Pipelines() {
  const { t, rich } = useWords();
  const { slug } = useSeat();
  return (
    <Panel title={t('plan.ci')}>
      <p className={styles.soft}>
        {rich('plan.ci_help', {
          keys: (
            <TextLink to="/w/$slug/settings/keys" params={{ slug }} underline="always">
              {t('shell.keys')}
            </TextLink>
          ),
        })}
      </p>
      <Tabs defaultValue={ways[0]}>
        <Tabs.List>
          {ways.map((way) => (
            <Tabs.Tab key={way} value={way}>
              {t(`plan.way.${way}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {ways.map((way) => (
          <Tabs.Panel key={way} value={way}>
            {way === 'command' && <p className={styles.way}>{t('plan.way_help')}</p>}
            <Code text={ciLines(way, location.origin, slug)} label={t(`plan.way.${way}`)} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Panel>
  );
}

function TypedCalls() {
  const { t } = useWords();
  const { slug } = useSeat();
  const { held } = usePlace();
  const which = held.approved === null ? 'draft' : 'approved';
  const types = useQuery(question(slug, 'plan.types', { which }));
  const text = types.data?.typescript;
  return (
    <Panel title={t('plan.types')}>
      <p className={styles.soft}>
        {t(which === 'draft' ? 'plan.types_help_draft' : 'plan.types_help', { version: held.approved ?? 0 })}
      </p>
      {types.isError && <Refused error={types.error} again={() => types.refetch()} />}
      {types.isPending && <Waiting height={160} />}
      {text !== undefined && (
        <>
          <div>
            <Button
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
              onClick={() => download(new Blob([text], { type: 'text/plain' }), 'planned-calls.ts')}
            >
              {t('plan.types_download')}
            </Button>
          </div>
          <Code text={firstLines(text)} copied={text} label={t('plan.types')} />
        </>
      )}
    </Panel>
  );
}

const most = 30;

/** The beginning of a long text; the whole of it is downloaded. */
const firstLines = (text: string): string => {
  const lines = text.split('\n');
  return lines.length <= most ? text : `${lines.slice(0, most).join('\n')}\n…`;
};
