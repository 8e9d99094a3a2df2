import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../problem.ts';
import { useSession } from '../../session.ts';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { NewPasswordField, PasswordField, StepForm } from '../../ui/StepForm.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { useStep } from '../access/steps.ts';
import { SecondFactor } from './SecondFactor.tsx';

/** The reader's own account: password, second factor, devices. */
export function Security() {
  const { t } = useWords();
  const user = useSession()?.user;
  if (!user) return null;
  return (
    <Page narrow title={t('settings.security_title')} lead={t('settings.security_lead')}>
      <Password />
      <SecondFactor on={user.totp} />
      <Devices />
    </Page>
  );
}

function Password() {
  const { t } = useWords();
  const { busy, error, take } = useStep();
  const form = useForm({ initialValues: { current: '', next: '' } });
  return (
    <Panel title={t('settings.password')}>
      <StepForm
        onSubmit={form.onSubmit((values) =>
          take('password', values, () => {
            form.reset();
            notifications.show({ message: t('settings.password_changed') });
          }),
        )}
        busy={busy}
        error={error}
        instead={{ 'session.refused': 'access.password_refused' }}
        button={t('settings.password_change')}
        look={{ variant: 'default' }}
      >
        <PasswordField label={t('settings.password_current')} {...form.getInputProps('current')} />
        <NewPasswordField label={t('settings.password_next')} {...form.getInputProps('next')} />
      </StepForm>
    </Panel>
  );
}

interface Device {
  readonly id: string;
  readonly current: boolean;
  readonly address: string | null;
  readonly agent: string | null;
  readonly lastUsedAt: string;
}

function Devices() {
  const { t } = useWords();
  const figures = useFigures();
  const queries = useQueryClient();
  const devices = useQuery({
    queryKey: ['devices'],
    queryFn: async ({ signal }) => (await call('/api/session/devices', { signal })) as Device[],
  });
  const signOut = async (body: { id: string } | { others: true }) => {
    await call('/api/session/devices/sign-out', { method: 'POST', body });
    await queries.invalidateQueries({ queryKey: ['devices'] });
  };
  const others = (devices.data?.length ?? 0) > 1;
  return (
    <Panel
      title={t('settings.devices')}
      aside={
        others && (
          <Button size="xs" variant="default" onClick={() => signOut({ others: true })}>
            {t('settings.devices_sign_out')}
          </Button>
        )
      }
    >
      {devices.isError && <Refused error={devices.error} again={() => devices.refetch()} />}
      <Rows
        rows={(devices.data ?? []).map(({ id, current, address, agent, lastUsedAt }) => ({
          id,
          title: agentName(agent),
          detail: t('settings.device_line', {
            address: address ?? '–',
            ago: figures.ago(lastUsedAt, Date.now()),
          }),
          aside: current ? (
            t('settings.device_current')
          ) : (
            <Button size="xs" variant="default" onClick={() => signOut({ id })}>
              {t('settings.device_sign_out')}
            </Button>
          ),
        }))}
      />
    </Panel>
  );
}

/** A browser's own description, shortened to what a person recognises. */
export function agentName(agent: string | null): string {
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\/[\d.]+/.exec(agent ?? '')?.[1] ?? '';
  const system = /(Windows|Mac OS X|Android|iPhone|iPad|Linux)/.exec(agent ?? '')?.[1] ?? '';
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS X': 'macOS' };
  const said = [browser, system].filter(Boolean).map((name) => names[name] ?? name);
  return said.length > 0 ? said.join(', ') : (agent ?? '–');
}
