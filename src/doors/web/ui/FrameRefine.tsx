import { Button, Checkbox, Popover, Select, Stack, TextInput } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useWords } from '../words/index.ts';
import type { Change } from './address.ts';
import styles from './Refine.module.css';

/** Whose question it is, beside who is counted: what every insight takes. */
export interface FrameAsked {
  readonly unit?: 'customer' | 'account' | undefined;
  readonly includeMarked?: boolean | undefined;
  readonly asOf?: string | undefined;
}

/** What the sentence does not say at first: what is counted, and the time of knowledge. */
export function FrameRefine(props: FrameRefineProps) {
  const { search, onChange, children, more = 0 } = props;
  const { unit, includeMarked, asOf } = search;
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const used = [unit, includeMarked, asOf].filter((value) => value !== undefined).length + more;
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      width={380}
      position="bottom-end"
      trapFocus
      returnFocus
      withRoles
    >
      <Popover.Target>
        <Button
          variant="default"
          size="sm"
          leftSection={<IconAdjustmentsHorizontal size={16} aria-hidden />}
          onClick={() => setOpen(!open)}
        >
          {t('ask.refine')}
          {used > 0 && <span className={styles.used}>{t('ask.refined', { count: used })}</span>}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.panel ?? ''} aria-label={t('ask.refine')}>
        <Stack gap="md">
          {children}
          <Select
            label={t('ask.refine_unit')}
            allowDeselect={false}
            value={unit ?? ''}
            comboboxProps={{ withinPortal: false }}
            data={[
              { value: '', label: t('ask.unit_usual') },
              { value: 'customer', label: t('ask.unit_customer') },
              { value: 'account', label: t('ask.unit_account') },
            ]}
            onChange={(next) =>
              onChange({ unit: next === 'account' || next === 'customer' ? next : undefined })
            }
          />
          <TextInput
            type="date"
            label={t('ask.refine_as_of')}
            description={t('ask.refine_as_of_help')}
            inputWrapperOrder={['label', 'input', 'description']}
            defaultValue={asOf?.slice(0, 10) ?? ''}
            onBlur={(event) => {
              const next = event.currentTarget.value ? `${event.currentTarget.value}T00:00:00Z` : undefined;
              if (next !== asOf) onChange({ asOf: next });
            }}
          />
          <Checkbox
            label={t('ask.refine_marked')}
            checked={includeMarked ?? false}
            onChange={(event) => onChange({ includeMarked: event.currentTarget.checked || undefined })}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

export interface FrameRefineProps {
  readonly search: FrameAsked;
  readonly onChange: Change<FrameAsked>;
  /** What else this insight lets one refine. */
  readonly children?: ReactNode;
  /** How much of that is used. */
  readonly more?: number;
}
