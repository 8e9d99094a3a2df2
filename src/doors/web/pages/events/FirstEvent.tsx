import { Select, Tabs } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { Source } from '../../shapes.ts';
import { Code } from '../../ui/Code.tsx';
import { CopyField } from '../../ui/CopyField.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { eventWords } from '../../words/events.ts';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './FirstEvent.module.css';
import { AddSource } from './SourceList.tsx';
import { snippets } from './snippets.ts';
import type { LiveEvent } from './useLive.ts';

/** How to send a first event, and whether it came. */
export function FirstEvent({
  sources,
  latest,
}: {
  sources: readonly Source[];
  latest: LiveEvent | undefined;
}) {
  const { t } = useWords();
  const [chosen, choose] = useState<number>();
  const source = sources.find(({ number }) => number === chosen) ?? sources[0];
  if (!source) {
    return (
      <Teach title={t('sources.none_title')} action={<AddSource />}>
        {t('sources.none')}
      </Teach>
    );
  }
  return (
    <div className={styles.first}>
      <p className={styles.help}>{t('first.help')}</p>
      <Arrival source={source} latest={latest} />
      {sources.length > 1 && (
        <Select
          label={t('first.source')}
          allowDeselect={false}
          maw={320}
          data={sources.map(({ number, name }) => ({ value: String(number), label: name }))}
          value={String(source.number)}
          onChange={(next) => choose(Number(next))}
        />
      )}
      <Tabs defaultValue="browser">
        <Tabs.List>
          {snippets(location.origin, source.writeKey).map(({ name }) => (
            <Tabs.Tab key={name} value={name}>
              {t(`first.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {snippets(location.origin, source.writeKey).map(({ name, code }) => (
          <Tabs.Panel key={name} value={name}>
            <Code text={code} label={t(`first.${name}`)} />
          </Tabs.Panel>
        ))}
      </Tabs>
      <p className={styles.help}>{t('first.compatible')}</p>
      <CopyField label={t('first.address')} value={location.origin} />
      <CopyField label={t('sources.write_key')} value={source.writeKey} />
    </div>
  );
}

function Arrival({ source, latest }: { source: Source; latest: LiveEvent | undefined }) {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const before = source.lastEventAt;
  const said = latest
    ? t('first.arrived', {
        event: latest.event === '' ? latest.type : eventWords(words, latest.event, 'name'),
        ago: figures.ago(latest.receivedAt, Date.now()),
      })
    : before
      ? t('first.arrived_before', { ago: figures.ago(before, Date.now()) })
      : t('first.waiting');
  return (
    <p className={styles.arrival} data-arrived={Boolean(latest ?? before) || undefined} role="status">
      {(latest ?? before) && <IconCheck size={18} aria-hidden />}
      {said}
    </p>
  );
}
