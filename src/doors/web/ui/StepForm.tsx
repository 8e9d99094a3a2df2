import { Button, type ButtonProps, Group, PasswordInput, Stack, TextInput } from '@mantine/core';
import type { FormEventHandler, ReactNode } from 'react';
import { useWords } from '../words/index.ts';
import { Refused } from './Refused.tsx';
import type { Instead } from './said.ts';

/** A short form that does one thing: its fields, what refused it, its button. */
export function StepForm(props: StepFormProps) {
  const {
    onSubmit,
    label,
    wide,
    lacking = false,
    busy,
    error,
    instead,
    button,
    look,
    beside,
    children,
  } = props;
  const submit = (
    <Button type="submit" loading={busy} disabled={lacking} {...look}>
      {button}
    </Button>
  );
  return (
    <form onSubmit={onSubmit} aria-label={label}>
      <Stack gap="md" maw={wide ? undefined : 400}>
        {children}
        {error !== null && <Refused error={error} instead={instead} />}
        {beside === undefined ? (
          submit
        ) : (
          <Group gap="sm">
            {beside}
            {submit}
          </Group>
        )}
      </Stack>
    </form>
  );
}

export interface StepFormProps {
  readonly onSubmit: FormEventHandler<HTMLFormElement>;
  /** What the form is, for screen readers. */
  readonly label?: string;
  /** Takes the width of its place, where fields stand beside each other. */
  readonly wide?: boolean;
  /** True while it cannot be sent yet. */
  readonly lacking?: boolean;
  readonly busy: boolean;
  /** What refused it; null while nothing did. */
  readonly error: unknown;
  readonly instead?: Instead;
  readonly button: string;
  readonly look?: Pick<ButtonProps, 'variant' | 'color'>;
  /** Another thing that can be done with the same fields. */
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}

/** What a form gives a field: its value and how it changes. */
type FieldProps = Readonly<Record<string, unknown>> & { readonly label: string };

export const EmailField = ({ label, ...props }: FieldProps) => (
  <TextInput label={label} type="email" autoComplete="username" required {...props} />
);

/** The password one has, which the browser may fill in. */
export const PasswordField = ({ label, ...props }: FieldProps) => (
  <PasswordInput label={label} autoComplete="current-password" required {...props} />
);

/** A password to be chosen: never filled in with the old one. */
export const NewPasswordField = ({ label, ...props }: FieldProps) => (
  <PasswordInput label={label} autoComplete="new-password" minLength={12} required {...props} />
);

/** The six digits that an app shows. */
export const CodeField = (props: Readonly<Record<string, unknown>>) => {
  const { t } = useWords();
  return (
    <TextInput
      label={t('settings.totp_code')}
      inputMode="numeric"
      autoComplete="one-time-code"
      required
      {...props}
    />
  );
};
