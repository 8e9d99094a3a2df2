import { Alert, Button, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../problem.ts';
import { readSessionAgain, useSession } from '../../session.ts';
import { CopyField } from '../../ui/CopyField.tsx';
import { ButtonLink } from '../../ui/links.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { WorkspaceFields } from '../../ui/WorkspaceFields.tsx';
import { useWords } from '../../words/index.ts';
import { Threshold } from './Threshold.tsx';

interface Made {
  readonly workspace: string;
  readonly writeKey: string;
  readonly apiKey: string;
}

type MadeAs = Made & { readonly name: string };

/** A new workspace: name, calendar, money; then its keys, shown once. */
export function NewWorkspace() {
  const { t } = useWords();
  const session = useSession();
  const [made, setMade] = useState<MadeAs>();
  if (made) return <MadeWorkspace made={made} />;
  const title = t(session?.workspaces.length ? 'shell.new_workspace' : 'shell.first_workspace');
  return (
    <Threshold title={title} help={t('shell.first_workspace_help')}>
      <WorkspaceForm onMade={setMade} />
    </Threshold>
  );
}

function WorkspaceForm({ onMade }: { onMade: (made: MadeAs) => void }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [refused, setRefused] = useState<unknown>(null);
  const form = useForm({
    initialValues: {
      name: '',
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      weekStart: 'monday' as 'monday' | 'sunday',
      currency: 'EUR',
    },
  });
  const send = async (values: typeof form.values) => {
    setRefused(null);
    try {
      const made = (await call('/api/workspaces', { method: 'POST', body: values })) as Made;
      await readSessionAgain(queries);
      onMade({ ...made, name: values.name });
    } catch (error) {
      setRefused(error);
    }
  };
  return (
    <form onSubmit={form.onSubmit(send)}>
      <Stack gap="md">
        <WorkspaceFields form={form} />
        {refused !== null && <Refused error={refused} />}
        <Button type="submit" loading={form.submitting}>
          {t('shell.create')}
        </Button>
      </Stack>
    </form>
  );
}

function MadeWorkspace({ made }: { made: MadeAs }) {
  const { t } = useWords();
  return (
    <Threshold title={t('shell.workspace_made', { name: made.name })}>
      <Stack gap="md">
        <Alert color="signal" variant="light">
          {t('shell.keys_once')}
        </Alert>
        <CopyField label={t('shell.write_key')} value={made.writeKey} />
        <CopyField label={t('shell.api_key')} value={made.apiKey} />
        <ButtonLink to="/w/$slug" params={{ slug: made.workspace }}>
          {t('shell.open_workspace')}
        </ButtonLink>
      </Stack>
    </Threshold>
  );
}
