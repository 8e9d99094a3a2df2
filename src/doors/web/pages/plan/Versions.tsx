import { Button, Group, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useActorNames } from '../../actors.ts';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { Sure } from '../../ui/Sure.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { Changes } from './Changes.tsx';
import { useDraftSaid } from './DraftBar.tsx';
import plan from './Plan.module.css';
import { SetAsideByPlan } from './SetAsideByPlan.tsx';
import type { Version } from './shapes.ts';
import { TakeBack } from './TakeBack.tsx';
import { usePlace, usePlanChange } from './usePlan.ts';
import styles from './Versions.module.css';

/** The draft against what is in force, and every version with who approved it and when. */
export function Versions() {
  const { t } = useWords();
  const { slug } = useSeat();
  const { held } = usePlace();
  const [approved, setApproved] = useState(false);
  const versions = useQuery(question(slug, 'plan.versions', {}));
  return (
    <div className={`${plan.part} ${plan.narrow}`}>
      {held.draft ? (
        <DraftPanel revision={held.draft.revision} onApproved={() => setApproved(true)} />
      ) : (
        <p className={styles.soft}>{t('plan.no_draft')}</p>
      )}
      {approved && <SetAsideByPlan />}
      <Panel title={t('plan.part.versions')}>
        {versions.isPending && <Waiting height={120} />}
        {versions.isError && <Refused error={versions.error} again={() => versions.refetch()} />}
        {versions.data?.versions.length === 0 && <p className={styles.soft}>{t('plan.no_version')}</p>}
        {versions.data && versions.data.versions.length > 0 && (
          <VersionRows versions={versions.data.versions} />
        )}
      </Panel>
    </div>
  );
}

function DraftPanel({ revision, onApproved }: { revision: number; onApproved: () => void }) {
  const { t } = useWords();
  const { mayWrite } = usePlace();
  const said = useDraftSaid();
  return (
    <Panel title={t('plan.draft')}>
      <p className={styles.soft}>{said}</p>
      {mayWrite && <Approve revision={revision} onApproved={onApproved} />}
      <Changes from="approved" to="draft" />
    </Panel>
  );
}

function Approve({ revision, onApproved }: { revision: number; onApproved: () => void }) {
  const { t } = useWords();
  const [note, setNote] = useState('');
  const [leaving, setLeaving] = useState(false);
  const approve = usePlanChange('plan.approve');
  const discard = usePlanChange('plan.discard-draft');
  const send = (submitted: FormEvent) => {
    submitted.preventDefault();
    approve.send({ revision, note }, ({ version }) => {
      notifications.show({ message: t('plan.approved', { version }) });
      onApproved();
    });
  };
  const error = approve.error ?? discard.error;
  return (
    <form onSubmit={send} className={styles.approve}>
      <Textarea
        label={t('plan.note')}
        placeholder={t('plan.note_example')}
        autosize
        minRows={1}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {error && <Refused error={error} />}
      <Group gap="sm" justify="space-between">
        <Button type="submit" loading={approve.isPending}>
          {t('plan.approve')}
        </Button>
        <Button variant="subtle" color="red" onClick={() => setLeaving(true)}>
          {t('plan.discard')}
        </Button>
      </Group>
      {leaving && (
        <Sure
          question={t('plan.discard_sure')}
          button={t('plan.discard')}
          busy={discard.isPending}
          onNo={() => setLeaving(false)}
          onYes={() => {
            setLeaving(false);
            discard.send({ revision });
          }}
        />
      )}
    </form>
  );
}

function VersionRows({ versions }: { versions: readonly Version[] }) {
  const { t } = useWords();
  const figures = useFigures();
  const { timezone } = useSeat();
  const actorName = useActorNames();
  const { held, mayWrite } = usePlace();
  const [open, setOpen] = useState<number>();
  const [taken, setTaken] = useState<number>();
  return (
    <>
      <Rows
        rows={versions.map(({ version, note, changes, approvedAt, approvedBy }) => ({
          id: String(version),
          title: note === '' ? t('plan.version', { version }) : t('plan.version_note', { version, note }),
          detail: (
            <>
              {t('plan.version_said', {
                who: actorName(approvedBy),
                date: figures.moment(approvedAt, timezone),
                changes,
              })}
              {open === version && (
                <span className={styles.open}>
                  <Changes from={version - 1} to={version} />
                </span>
              )}
            </>
          ),
          aside: (
            <>
              {mayWrite && version !== held.approved && (
                <Button
                  size="xs"
                  variant="subtle"
                  aria-label={t('plan.take_back_this', { version })}
                  onClick={() => setTaken(version)}
                >
                  {t('plan.take_back')}
                </Button>
              )}
              <Button
                size="xs"
                variant="default"
                aria-expanded={open === version}
                onClick={() => setOpen(open === version ? undefined : version)}
              >
                {t(open === version ? 'plan.hide_changes' : 'plan.look_at_changes')}
              </Button>
            </>
          ),
        }))}
      />
      {taken !== undefined && <TakeBack version={taken} onClose={() => setTaken(undefined)} />}
    </>
  );
}
