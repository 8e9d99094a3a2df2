import { Button, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { CodeField, StepForm } from '../../ui/StepForm.tsx';
import { useWords } from '../../words/index.ts';
import { useStep } from './steps.ts';
import { Threshold } from './Threshold.tsx';

/** The second step of signing in: six digits, or a recovery code. */
export function TotpForm({ done }: { done: () => void }) {
  const { t } = useWords();
  const [way, setWay] = useState<'code' | 'recoveryCode'>('code');
  const { busy, error, take, clear } = useStep();
  const form = useForm({ initialValues: { code: '' } });
  const other = () => {
    form.reset();
    clear();
    setWay(way === 'code' ? 'recoveryCode' : 'code');
  };
  return (
    <Threshold title={t('access.totp_title')} help={way === 'code' ? t('access.totp_help') : undefined}>
      <Stack gap="md">
        <StepForm
          onSubmit={form.onSubmit(({ code }) => take('totp', { [way]: code.trim() }, done))}
          busy={busy}
          error={error}
          instead={{ 'session.refused': 'access.code_refused' }}
          button={t('access.continue')}
        >
          <CodeField
            label={t(way === 'code' ? 'access.totp_code' : 'access.recovery_code')}
            inputMode={way === 'code' ? 'numeric' : 'text'}
            data-autofocus
            {...form.getInputProps('code')}
          />
        </StepForm>
        <Button variant="subtle" onClick={other}>
          {t(way === 'code' ? 'access.totp_use_recovery' : 'access.totp_use_app')}
        </Button>
      </Stack>
    </Threshold>
  );
}
