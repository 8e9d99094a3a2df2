import { Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { TextLink } from '../../ui/links.tsx';
import { EmailField, StepForm } from '../../ui/StepForm.tsx';
import { useWords } from '../../words/index.ts';
import { useStep } from './steps.ts';
import { Threshold } from './Threshold.tsx';

/** Asks for a link to choose a new password. */
export function Forgot() {
  const { t } = useWords();
  const [said, setSaid] = useState<'access.forgot_sent' | 'access.forgot_ask'>();
  const { busy, error, take } = useStep();
  const form = useForm({ initialValues: { email: '' } });
  const send = (values: { email: string }) =>
    take('forgot', values, (answer) =>
      setSaid(answer.status === 'ask_an_administrator' ? 'access.forgot_ask' : 'access.forgot_sent'),
    );
  return (
    <Threshold title={t('access.forgot_title')} help={said ? undefined : t('access.forgot_help')}>
      <Stack gap="md">
        {said ? (
          <Text role="status">{t(said)}</Text>
        ) : (
          <StepForm
            onSubmit={form.onSubmit(send)}
            busy={busy}
            error={error}
            button={t('access.forgot_button')}
          >
            <EmailField label={t('access.email')} {...form.getInputProps('email')} />
          </StepForm>
        )}
        <TextLink to="/sign-in" size="sm">
          {t('access.back_to_sign_in')}
        </TextLink>
      </Stack>
    </Threshold>
  );
}
