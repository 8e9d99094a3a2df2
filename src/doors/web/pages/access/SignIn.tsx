import { Checkbox, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { Navigate, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { sessionQuery } from '../../session.ts';
import { TextLink } from '../../ui/links.tsx';
import { EmailField, PasswordField, StepForm } from '../../ui/StepForm.tsx';
import { useWords } from '../../words/index.ts';
import { useStep } from './steps.ts';
import { Threshold } from './Threshold.tsx';
import { TotpForm } from './TotpForm.tsx';

/** Sign in with address and password, then a code where one is asked. */
export function SignIn() {
  const { t } = useWords();
  const session = useQuery(sessionQuery);
  const { to } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const [step, setStep] = useState<'password' | 'totp'>('password');
  const { busy, error, take } = useStep();
  const form = useForm({ initialValues: { email: '', password: '', remember: true } });
  const enter = () => navigate({ to: to ?? '/', replace: true });
  if (session.data?.setupNeeded) {
    return <Threshold title={t('access.setup_wait')} help={t('access.setup_wait_help')} />;
  }
  if (session.data?.user && !busy) return <Navigate to={to ?? '/'} replace />;
  if (step === 'totp') return <TotpForm done={enter} />;
  const send = (values: typeof form.values) =>
    take('sign-in', values, async (answer) => {
      if (answer.status === 'totp_needed') setStep('totp');
      else await enter();
    });
  return (
    <Threshold title={t('access.sign_in')}>
      <Stack gap="md">
        <StepForm
          onSubmit={form.onSubmit(send)}
          busy={busy}
          error={error}
          button={t('access.sign_in_button')}
        >
          <EmailField label={t('access.email')} {...form.getInputProps('email')} />
          <PasswordField label={t('access.password')} {...form.getInputProps('password')} />
          <Checkbox label={t('access.remember')} {...form.getInputProps('remember', { type: 'checkbox' })} />
        </StepForm>
        <TextLink to="/forgot" size="sm">
          {t('access.forgot')}
        </TextLink>
      </Stack>
    </Threshold>
  );
}
