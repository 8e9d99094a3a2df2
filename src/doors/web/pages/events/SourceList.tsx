import { Button, Menu, Modal } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useChange } from '../../ask.ts';
import { useMay } from '../../seat.ts';
import type { Source } from '../../shapes.ts';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { NameForm } from '../../ui/NameForm.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { Sure } from '../../ui/Sure.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './SourceList.module.css';

/** Sources with their write keys. */
export function SourceList({ sources }: { sources: readonly Source[] }) {
  const { t } = useWords();
  const figures = useFigures();
  const may = useMay('data:write');
  return (
    <div className={styles.list}>
      {may && (
        <div>
          <AddSource />
        </div>
      )}
      <Rows
        rows={sources.map((source) => ({
          id: String(source.number),
          title: source.name,
          past: source.revokedAt !== null,
          detail: (
            <>
              <code>{source.writeKey}</code>
              {' · '}
              {source.revokedAt
                ? t('sources.revoked')
                : source.lastEventAt
                  ? t('sources.last_event', { ago: figures.ago(source.lastEventAt, Date.now()) })
                  : t('sources.no_event')}
            </>
          ),
          aside: may && source.revokedAt === null && <SourceMenu source={source} />,
        }))}
      />
    </div>
  );
}

/** Makes a source with a key of its own. */
export function AddSource() {
  const { t } = useWords();
  const [naming, setNaming] = useState(false);
  const create = useChange('sources.create', ['sources.list']);
  if (!useMay('data:write')) return null;
  return (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setNaming(true)}>
        {t('sources.add')}
      </Button>
      {naming && (
        <Modal opened onClose={() => setNaming(false)} title={t('sources.add')}>
          <NameForm
            label={t('sources.name')}
            button={t('sources.add')}
            busy={create.isPending}
            onName={(name) => create.mutate({ name }, { onSuccess: () => setNaming(false) })}
          />
          {create.isError && <Refused error={create.error} />}
        </Modal>
      )}
    </>
  );
}

function SourceMenu({ source }: { source: Source }) {
  const { t } = useWords();
  const [doing, setDoing] = useState<'rename' | 'revoke'>();
  const rename = useChange('sources.rename', ['sources.list']);
  const revoke = useChange('sources.revoke', ['sources.list']);
  const done = () => setDoing(undefined);
  return (
    <>
      <MoreMenu label={t('sources.actions_for', { name: source.name })}>
        <Menu.Item onClick={() => setDoing('rename')}>{t('sources.rename')}</Menu.Item>
        <Menu.Item color="red" onClick={() => setDoing('revoke')}>
          {t('sources.revoke')}
        </Menu.Item>
      </MoreMenu>
      {doing === 'rename' && (
        <Modal opened onClose={done} title={t('sources.rename')}>
          <NameForm
            label={t('sources.name')}
            initial={source.name}
            busy={rename.isPending}
            onName={(name) => rename.mutate({ number: source.number, name }, { onSuccess: done })}
          />
          {rename.isError && <Refused error={rename.error} />}
        </Modal>
      )}
      {doing === 'revoke' && (
        <Sure
          question={t('sources.revoke_sure', { name: source.name })}
          button={t('sources.revoke')}
          busy={revoke.isPending}
          onNo={done}
          onYes={() => revoke.mutate({ number: source.number }, { onSettled: done })}
        />
      )}
    </>
  );
}
