import { Alert, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { FormDrawer } from '../../ui/FormDrawer.tsx';
import { useWords } from '../../words/index.ts';
import { Changes } from './Changes.tsx';
import { usePlace, usePlanChange } from './usePlan.ts';

interface TakeBackProps {
  /** An earlier version. */
  readonly version: number;
  readonly onClose: () => void;
}

/** Makes a draft of an earlier version: what that would change is read before it is done, and nothing is in force by it. */
export function TakeBack({ version, onClose }: TakeBackProps) {
  const { t } = useWords();
  const { slug } = useSeat();
  const { held } = usePlace();
  const earlier = useQuery(question(slug, 'plan.get', { which: version }));
  const changes = useQuery(question(slug, 'plan.diff', { from: 'approved', to: version })).data?.changes;
  const save = usePlanChange('plan.save-draft');
  const send = () => {
    if (!earlier.data) return;
    const seen = { revision: held.draft?.revision ?? null, approved: held.approved };
    save.send({ plan: earlier.data.plan, ...seen }, () => {
      notifications.show({ message: t('plan.taken_back', { version }) });
      onClose();
    });
  };
  return (
    <FormDrawer
      title={t('plan.take_back_title', { version })}
      saves={t(held.draft ? 'plan.file_replace' : 'plan.take_back_draft')}
      lacking={!earlier.data || changes === undefined || changes.length === 0}
      busy={save.isPending}
      error={save.error ?? earlier.error}
      onSave={send}
      onClose={onClose}
    >
      <Text>{t('plan.take_back_what', { version })}</Text>
      <Changes from="approved" to={version} />
      {held.draft && <Alert color="yellow">{t('plan.take_back_over_draft')}</Alert>}
    </FormDrawer>
  );
}
