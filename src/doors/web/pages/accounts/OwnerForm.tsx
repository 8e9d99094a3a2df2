import { Autocomplete, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccountRow } from '#src/customers/accounts/index.ts';
import { question, useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { FormDrawer } from '../../ui/FormDrawer.tsx';
import { useWords } from '../../words/index.ts';

/** Says who looks after an account: somebody who has access here, or a name. */
export function OwnerForm({
  row,
  onClose,
}: {
  row: Pick<AccountRow, 'account' | 'name' | 'owner'>;
  onClose: () => void;
}) {
  const { t } = useWords();
  const { slug } = useSeat();
  const knows = useMay('settings:read');
  const users = useQuery({ ...question(slug, 'users.list', {}), enabled: knows }).data?.users ?? [];
  const change = useChange('accounts.set-owner', ['accounts.list', 'accounts.show', 'worklist.list']);
  const [name, setName] = useState(row.owner?.name ?? '');
  const { account } = row;
  const set = (owner: string | null) => change.mutate({ account, owner }, { onSuccess: onClose });
  const typed = name.trim();
  return (
    <FormDrawer
      title={t('accounts.owner_of', { account: row.name ?? account })}
      onClose={onClose}
      onSave={() => set(users.find((user) => user.name === typed)?.id ?? typed)}
      lacking={typed === ''}
      busy={change.isPending}
      error={change.error}
    >
      <Autocomplete
        label={t('accounts.by.owner')}
        description={t('accounts.owner_help')}
        data={[...new Set(users.map((user) => user.name))]}
        maxLength={200}
        value={name}
        onChange={setName}
        comboboxProps={{ withinPortal: false }}
        data-autofocus
      />
      {row.owner !== null && (
        <Button variant="default" onClick={() => set(null)}>
          {t('accounts.owner_none')}
        </Button>
      )}
    </FormDrawer>
  );
}
