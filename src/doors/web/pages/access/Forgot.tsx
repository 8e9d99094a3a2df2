import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { TextLink } from '../../ui/links.tsx';
import { Refused } from '../../ui/Refused.tsx';
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
          <form onSubmit={form.onSubmit(send)}>
            <Stack gap="md">
              <TextInput
                label={t('access.email')}
                type="email"
                autoComplete="username"
                required
                {...form.getInputProps('email')}
              />
              {error !== null && <Refused error={error} />}
              <Button type="submit" loading={busy}>
                {t('access.forgot_button')}
              </Button>
            </Stack>
          </form>
        )}
        <TextLink to="/sign-in" size="sm">
          {t('access.back_to_sign_in')}
        </TextLink>
      </Stack>
    </Threshold>
  );
}
