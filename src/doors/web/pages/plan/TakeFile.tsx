import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconUpload } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { Refused } from '../../ui/Refused.tsx';
import { Sure } from '../../ui/Sure.tsx';
import { useWords } from '../../words/index.ts';
import { usePlace, usePlanChange } from './usePlan.ts';

/** Takes the plan from a file, as a draft; a draft in work is only replaced once the reader says so. */
export function TakeFile() {
  const { t } = useWords();
  const { held, go } = usePlace();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const take = usePlanChange('plan.take-file');
  const send = async (chosen: File) => {
    const text = await chosen.text();
    setFile(undefined);
    const seen = { revision: held.draft?.revision ?? null, approved: held.approved };
    take.send({ text, ...seen }, ({ changes, draft }) => {
      notifications.show({ message: t('plan.file_taken', { changes }) });
      if (draft !== null) go({ part: 'versions' });
    });
  };
  const choose = (chosen: File | undefined) => {
    if (!chosen) return;
    if (held.draft) setFile(chosen);
    else void send(chosen);
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconUpload size={16} aria-hidden />}
        loading={take.isPending}
        onClick={() => input.current?.click()}
      >
        {t('plan.file_take')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={t('plan.file_take')}
        onChange={(event) => {
          choose(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      {file && (
        <Sure
          question={t('plan.file_over_draft', { name: file.name })}
          button={t('plan.file_replace')}
          busy={take.isPending}
          onNo={() => setFile(undefined)}
          onYes={() => void send(file)}
        />
      )}
      {take.isError && <Refused error={take.error} />}
    </>
  );
}
