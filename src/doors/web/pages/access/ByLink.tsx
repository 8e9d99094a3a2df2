import { Skeleton, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { call } from '../../problem.ts';
import { TextLink } from '../../ui/links.tsx';
import { EmailField, NewPasswordField, StepForm } from '../../ui/StepForm.tsx';
import { saidOf } from '../../ui/said.ts';
import { useWords, type Word } from '../../words/index.ts';
import { useStep } from './steps.ts';
import { Threshold } from './Threshold.tsx';

interface LinkMeaning {
  readonly kind: 'setup' | 'invitation' | 'reset';
  readonly email: string | null;
  readonly workspace: string | null;
  readonly role: string | null;
  readonly account: 'new' | 'existing';
}

/** The pages that a one-time link opens: first administrator, invitation, new password. */
export function ByLink() {
  const words = useWords();
  const [token] = useState(() => location.hash.slice(1));
  // The token leaves the address bar at once, so that it stays in no history and no screenshot.
  useEffect(() => history.replaceState(history.state, '', location.pathname), []);
  const link = useQuery({
    queryKey: ['link', token],
    queryFn: async () =>
      (await call('/api/session/link', { method: 'POST', body: { token } })) as LinkMeaning,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (link.isPending)
    return (
      <Threshold title={words.t('shell.loading')}>
        <Skeleton height={160} aria-busy="true" />
      </Threshold>
    );
  if (link.isError) {
    return (
      <Threshold title={words.t('access.link_gone')} help={saidOf(link.error, words)}>
        <TextLink to="/sign-in">{words.t('access.back_to_sign_in')}</TextLink>
      </Threshold>
    );
  }
  return <LinkForm token={token} link={link.data} />;
}

const steps = { setup: 'setup', invitation: 'accept', reset: 'reset' } as const;
const buttons = {
  setup: 'access.create_account',
  invitation: 'access.accept',
  reset: 'access.reset_button',
} as const;

function LinkForm({ token, link }: { token: string; link: LinkMeaning }) {
  const { t, language } = useWords();
  const navigate = useNavigate();
  const { busy, error, take } = useStep();
  const form = useForm({ initialValues: { name: '', email: link.email ?? '', password: '' } });
  const newcomer = link.account === 'new' && link.kind !== 'reset';
  const known = link.kind === 'invitation' && link.account === 'existing';
  const send = (values: typeof form.values) =>
    take(steps[link.kind], bodyOf(link, token, { ...values, language }), () =>
      navigate({ to: link.kind === 'reset' ? '/sign-in' : '/', replace: true }),
    );
  return (
    <Threshold title={titleOf(link, t)} help={helpOf(link, t)}>
      <StepForm onSubmit={form.onSubmit(send)} busy={busy} error={error} button={t(buttons[link.kind])}>
        {newcomer && (
          <TextInput label={t('access.name')} autoComplete="name" required {...form.getInputProps('name')} />
        )}
        {!known && link.kind !== 'reset' && (
          <EmailField
            label={t('access.email')}
            readOnly={link.email !== null}
            {...form.getInputProps('email')}
          />
        )}
        {!known && <NewPasswordField label={t('access.new_password')} {...form.getInputProps('password')} />}
      </StepForm>
    </Threshold>
  );
}

function bodyOf(
  link: LinkMeaning,
  token: string,
  values: { name: string; email: string; password: string; language: string },
) {
  const { name, email, password, language } = values;
  if (link.kind === 'setup') return { token, name, email, password, language };
  if (link.kind === 'reset') return { token, password };
  return link.account === 'existing' ? { token } : { token, name, password, language };
}

type T = ReturnType<typeof useWords>['t'];
const roles: Record<string, Word> = {
  viewer: 'access.role_viewer',
  editor: 'access.role_editor',
  admin: 'access.role_admin',
};

function titleOf(link: LinkMeaning, t: T): string {
  if (link.kind === 'setup') return t('access.setup_title');
  if (link.kind === 'reset') return t('access.reset_title');
  return t('access.invitation_title', { workspace: link.workspace ?? 'Perdure' });
}

function helpOf(link: LinkMeaning, t: T): string {
  if (link.kind === 'setup') return t('access.setup_help');
  if (link.kind === 'reset') return t('access.reset_help');
  if (link.account === 'existing') return t('access.invitation_existing', { email: link.email ?? '' });
  return t('access.invitation_help', { role: t(roles[link.role ?? 'viewer'] ?? 'access.role_viewer') });
}
