import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { Refused } from '../../ui/Refused.tsx';
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
      <form onSubmit={form.onSubmit(({ code }) => take('totp', { [way]: code.trim() }, done))}>
        <Stack gap="md">
          <TextInput
            label={t(way === 'code' ? 'access.totp_code' : 'access.recovery_code')}
            inputMode={way === 'code' ? 'numeric' : 'text'}
            autoComplete="one-time-code"
            data-autofocus
            required
            {...form.getInputProps('code')}
          />
          {error !== null && <Refused error={error} instead={{ 'session.refused': 'access.code_refused' }} />}
          <Button type="submit" loading={busy}>
            {t('access.continue')}
          </Button>
          <Button variant="subtle" onClick={other}>
            {t(way === 'code' ? 'access.totp_use_recovery' : 'access.totp_use_app')}
          </Button>
        </Stack>
      </form>
    </Threshold>
  );
}
