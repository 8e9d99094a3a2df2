import { SegmentedControl, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useChange } from '../../ask.ts';
import type { Asked } from '../../asked.ts';
import { FormDrawer } from '../../ui/FormDrawer.tsx';
import { useWords } from '../../words/index.ts';
import styles from './Sender.module.css';

/** An address that gets nothing any more. */
export type Suppression = Asked['suppressions.list']['output']['suppressions'][number];

const kinds = ['email', 'phone'] as const;
const touched = ['suppressions.list', 'audit.list'] as const;

/** Blocks an address by hand. */
export function SuppressForm({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const add = useChange('suppressions.add', touched);
  const [kind, setKind] = useState<(typeof kinds)[number]>('email');
  const [address, setAddress] = useState('');
  const [detail, setDetail] = useState('');
  const save = () =>
    add.mutate(
      { kind, address: address.trim(), detail: detail.trim() },
      {
        onSuccess: () => {
          notifications.show({ message: t('suppressed.added') });
          onClose();
        },
      },
    );
  return (
    <FormDrawer
      title={t('suppressed.add')}
      saves={t('suppressed.add')}
      onClose={onClose}
      onSave={save}
      lacking={address.trim().length < 3}
      busy={add.isPending}
      error={add.error}
    >
      <SegmentedControl
        aria-label={t('suppressed.kind')}
        value={kind}
        data={kinds.map((one) => ({ value: one, label: t(`suppressed.kind.${one}`) }))}
        onChange={(next) => setKind(next === 'phone' ? 'phone' : 'email')}
      />
      <AddressField kind={kind} address={address} onChange={setAddress} />
      <TextInput
        label={t('suppressed.detail')}
        description={t('suppressed.detail_help')}
        maxLength={500}
        value={detail}
        onChange={(event) => setDetail(event.currentTarget.value)}
      />
    </FormDrawer>
  );
}

interface LiftFormProps {
  readonly suppression: Suppression;
  readonly onClose: () => void;
}

/** Lets an address be written to again: whole, as nobody can read it back, and with a word on what that means. */
export function LiftForm({ suppression: { kind, shown, reason }, onClose }: LiftFormProps) {
  const { t } = useWords();
  const lift = useChange('suppressions.lift', touched);
  const [address, setAddress] = useState('');
  const save = () =>
    lift.mutate(
      { kind, address: address.trim() },
      {
        onSuccess: ({ lifted }) => {
          if (!lifted) return;
          notifications.show({ message: t('suppressed.lifted') });
          onClose();
        },
      },
    );
  return (
    <FormDrawer
      title={t('suppressed.lift_of', { shown: shown === '' ? t('suppressed.erased') : shown })}
      saves={t('suppressed.lift')}
      onClose={onClose}
      onSave={save}
      lacking={address.trim().length < 3}
      busy={lift.isPending}
      error={lift.error}
    >
      <p className={styles.note}>{t('suppressed.lift_sure', { reason })}</p>
      <p className={styles.note}>{t('suppressed.lift_whole', { shown })}</p>
      <AddressField
        kind={kind === 'phone' ? 'phone' : 'email'}
        address={address}
        onChange={(next) => {
          lift.reset();
          setAddress(next);
        }}
      />
      {lift.data?.lifted === false && (
        <p role="alert" className={styles.note}>
          {t('suppressed.lift_none', { shown })}
        </p>
      )}
    </FormDrawer>
  );
}

interface AddressFieldProps {
  readonly kind: (typeof kinds)[number];
  readonly address: string;
  readonly onChange: (address: string) => void;
}

function AddressField({ kind, address, onChange }: AddressFieldProps) {
  const { t } = useWords();
  return (
    <TextInput
      label={t('suppressed.address')}
      type={kind === 'email' ? 'email' : 'tel'}
      autoComplete="off"
      placeholder={t(`suppressed.example.${kind}`)}
      required
      maxLength={1000}
      value={address}
      data-autofocus
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
