import { Button } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { readSessionAgain } from '../../session.ts';
import { CopyField } from '../../ui/CopyField.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { QrCode } from '../../ui/QrCode.tsx';
import { CodeField, PasswordField, StepForm } from '../../ui/StepForm.tsx';
import { useWords } from '../../words/index.ts';
import { useStep } from '../access/steps.ts';
import styles from './SecondFactor.module.css';

interface Enrolment {
  readonly uri: string;
  readonly secret: string;
}

/** One-time codes: turned on with an app, turned off with password and code, recovery codes shown once. */
export function SecondFactor({ on }: { on: boolean }) {
  const { t } = useWords();
  const [enrolment, setEnrolment] = useState<Enrolment>();
  const [recovery, setRecovery] = useState<readonly string[]>();
  return (
    <Panel title={t('settings.totp')}>
      <p className={styles.help}>{t(on ? 'settings.totp_on_help' : 'settings.totp_off_help')}</p>
      {on && <TurnOff onRecovery={setRecovery} />}
      {!on && !enrolment && (
        <Enrol
          onEnrolled={(answer, codes) => {
            setEnrolment(answer);
            setRecovery(codes);
          }}
        />
      )}
      {!on && enrolment && <Confirm enrolment={enrolment} />}
      {recovery && <RecoveryCodes codes={recovery} />}
    </Panel>
  );
}

function Enrol({ onEnrolled }: { onEnrolled: (enrolment: Enrolment, codes: readonly string[]) => void }) {
  const { t } = useWords();
  const { busy, error, take } = useStep();
  const form = useForm({ initialValues: { password: '' } });
  const send = (values: { password: string }) =>
    take('totp/enrol', values, (answer) => {
      // The route's answer as docs/guide/api-routes.md gives it.
      const { uri, secret, recoveryCodes } = answer as unknown as Enrolment & { recoveryCodes: string[] };
      onEnrolled({ uri, secret }, recoveryCodes);
    });
  return (
    <StepForm
      onSubmit={form.onSubmit(send)}
      busy={busy}
      error={error}
      instead={{ 'session.refused': 'access.password_refused' }}
      button={t('settings.totp_enable')}
      look={{ variant: 'default' }}
    >
      <PasswordField label={t('settings.totp_confirm_password')} {...form.getInputProps('password')} />
    </StepForm>
  );
}

function Confirm({ enrolment }: { enrolment: Enrolment }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const { busy, error, take } = useStep();
  const form = useForm({ initialValues: { code: '' } });
  const send = (values: { code: string }) =>
    take('totp/confirm', values, async () => {
      await readSessionAgain(queries);
      notifications.show({ message: t('settings.totp_done') });
    });
  return (
    <div className={styles.enrolment}>
      <QrCode text={enrolment.uri} label={t('settings.totp_qr')} />
      <StepForm
        onSubmit={form.onSubmit(send)}
        busy={busy}
        error={error}
        instead={{ 'session.refused': 'access.code_refused' }}
        button={t('settings.totp_confirm')}
      >
        <p className={styles.help}>{t('settings.totp_scan')}</p>
        <CopyField label={t('settings.totp_secret')} value={enrolment.secret} />
        <CodeField {...form.getInputProps('code')} />
      </StepForm>
    </div>
  );
}

function TurnOff({ onRecovery }: { onRecovery: (codes: readonly string[]) => void }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const { busy, error, take } = useStep();
  const form = useForm({ initialValues: { password: '', code: '' } });
  const off = (values: { password: string; code: string }) =>
    take('totp/disable', values, async () => {
      await readSessionAgain(queries);
      notifications.show({ message: t('settings.totp_disabled') });
    });
  const renew = () =>
    take('totp/recovery-codes', { password: form.values.password }, (answer) =>
      onRecovery(answer.recoveryCodes as string[]),
    );
  return (
    <StepForm
      onSubmit={form.onSubmit(off)}
      busy={busy}
      error={error}
      instead={{ 'session.refused': 'access.password_or_code_refused' }}
      button={t('settings.totp_disable')}
      look={{ color: 'red', variant: 'outline' }}
      beside={
        <Button variant="default" disabled={form.values.password === ''} onClick={renew}>
          {t('settings.recovery_new')}
        </Button>
      }
    >
      <PasswordField label={t('settings.totp_confirm_password')} {...form.getInputProps('password')} />
      <CodeField {...form.getInputProps('code')} />
    </StepForm>
  );
}

function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const { t } = useWords();
  return (
    <div className={styles.codes}>
      <strong>{t('settings.recovery')}</strong>
      <p className={styles.help}>{t('settings.recovery_help')}</p>
      <ul>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </div>
  );
}
