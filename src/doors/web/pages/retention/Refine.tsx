import {
  Button,
  Checkbox,
  Group,
  NumberInput,
  Popover,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import { Conditions, isWhole } from '../../ui/Conditions.tsx';
import { conditionsOfWhere, whereOfConditions } from '../../ui/conditions.ts';
import styles from '../../ui/Refine.module.css';
import { useWords } from '../../words/index.ts';
import { pruned, type RetentionSearch } from './search.ts';
import type { SentenceProps } from './sentence-props.ts';

const refinements: readonly (keyof RetentionSearch)[] = [
  'startWhere',
  'backWhere',
  'rolling',
  'brackets',
  'times',
  'quantity',
  'measure',
  'plain',
  'account',
  'marked',
  'asOf',
];

/** What the sentence does not say at first: rows, windows, brackets, amounts, measures, time of knowledge. */
export function Refine(props: SentenceProps) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const used = refinements.filter((key) => props.search[key] !== undefined).length;
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      width={420}
      position="bottom-start"
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
        <RefineForm
          key={JSON.stringify(props.search)}
          {...props}
          onChange={(next) => {
            props.onChange(next);
            setOpen(false);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

type Draft = RetentionSearch & { start?: string };

function RefineForm({ search, catalogue, onChange }: SentenceProps) {
  const { t } = useWords();
  const [draft, setDraft] = useState<Draft>(search);
  const put = (change: { [Key in keyof RetentionSearch]?: RetentionSearch[Key] | undefined }) =>
    setDraft((before) => pruned({ ...before, ...change }));
  const parts = { draft, put, catalogue, search, onChange };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onChange(pruned({ ...draft, cell: undefined }));
      }}
    >
      <Stack gap="md">
        <Periods {...parts} />
        <HowMuch {...parts} />
        <Measured {...parts} />
        <EventConditions {...parts} />
        <Knowing {...parts} />
        <Button type="submit">{t('ask.where_apply')}</Button>
      </Stack>
    </form>
  );
}

interface PartProps extends SentenceProps {
  readonly draft: Draft;
  readonly put: (change: { [Key in keyof RetentionSearch]?: RetentionSearch[Key] | undefined }) => void;
}

function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div>
      <Text id={id} size="sm" fw={600} mb={4}>
        {label}
      </Text>
      {children(id)}
    </div>
  );
}

function Periods({ draft, put }: PartProps) {
  const { t } = useWords();
  const rows = draft.rows ?? 'week';
  return (
    <>
      <Labelled label={t('retention.refine_rows')}>
        {(id) => (
          <SegmentedControl
            fullWidth
            aria-labelledby={id}
            value={rows}
            data={(['day', 'week', 'month'] as const).map((value) => ({
              value,
              label: t(`ask.${value}`),
            }))}
            onChange={(next) => {
              const chosen = (['day', 'week', 'month'] as const).find((one) => one === next) ?? 'week';
              put({
                rows: chosen,
                step: draft.step && draft.step !== chosen && !(chosen === 'day') ? draft.step : undefined,
              });
            }}
          />
        )}
      </Labelled>
      <Labelled label={t('retention.refine_window')}>
        {(id) => (
          <SegmentedControl
            fullWidth
            aria-labelledby={id}
            value={draft.rolling ? 'rolling' : 'calendar'}
            data={[
              { value: 'calendar', label: t('retention.window_calendar') },
              { value: 'rolling', label: t('retention.window_rolling') },
            ]}
            onChange={(next) => put({ rolling: next === 'rolling' || undefined })}
          />
        )}
      </Labelled>
      <Group grow align="start">
        <NumberInput
          label={t('retention.refine_steps')}
          min={1}
          max={400}
          value={draft.steps ?? 12}
          onChange={(steps) => put({ steps: typeof steps === 'number' ? steps : undefined })}
        />
        <TextInput
          label={t('retention.refine_brackets')}
          description={t('retention.refine_brackets_help')}
          inputWrapperOrder={['label', 'input', 'description']}
          value={draft.brackets ?? ''}
          placeholder="1-3, 4-7"
          pattern="\d+-\d+(,\d+-\d+)*"
          onChange={(event) =>
            put({
              brackets:
                event.currentTarget.value.replaceAll(/\s|–/g, (sign) => (sign === '–' ? '-' : '')) ||
                undefined,
            })
          }
        />
      </Group>
    </>
  );
}

function HowMuch({ draft, put, catalogue }: PartProps) {
  const { t } = useWords();
  const [property = '', amount = ''] = splitLast(draft.quantity);
  return (
    <Group grow align="end">
      <NumberInput
        label={t('retention.refine_times')}
        min={1}
        max={1000}
        value={draft.times ?? 1}
        disabled={draft.quantity !== undefined}
        onChange={(times) => put({ times: typeof times === 'number' && times > 1 ? times : undefined })}
      />
      <Select
        label={t('retention.refine_quantity')}
        placeholder={t('ask.refine_property')}
        clearable
        data={[...catalogue.propertiesOf(draft.back ?? null)]}
        value={property || null}
        comboboxProps={{ withinPortal: false }}
        onChange={(next) =>
          put({
            quantity: next ? `${next}:${amount || 1}` : undefined,
            times: next ? undefined : draft.times,
          })
        }
      />
      {property && (
        <NumberInput
          label={t('retention.refine_amount')}
          min={0}
          value={Number(amount)}
          onChange={(next) => put({ quantity: `${property}:${next}` })}
        />
      )}
    </Group>
  );
}

const splitLast = (pair: string | undefined): readonly string[] => {
  const at = pair?.lastIndexOf(':') ?? -1;
  return pair && at > 0 ? [pair.slice(0, at), pair.slice(at + 1)] : [];
};

function Measured({ draft, put, catalogue }: PartProps) {
  const { t } = useWords();
  const [kind = 'share', ...rest] = (draft.measure ?? 'share').split(':');
  const property = rest.join(':');
  const properties = catalogue.propertiesOf(draft.back ?? null);
  return (
    <Group grow align="end">
      <Select
        label={t('retention.refine_measure')}
        allowDeselect={false}
        value={kind}
        comboboxProps={{ withinPortal: false }}
        data={(['share', 'sum', 'mean', 'per_customer'] as const).map((value) => ({
          value,
          label: t(`retention.measure_${value}`),
        }))}
        onChange={(next) =>
          put({ measure: next === 'share' ? undefined : `${next}:${property || properties[0] || 'revenue'}` })
        }
      />
      {kind !== 'share' && (
        <Select
          label={t('ask.refine_property')}
          searchable
          allowDeselect={false}
          data={[...new Set([...properties, property])]}
          value={property}
          comboboxProps={{ withinPortal: false }}
          onChange={(next) => put({ measure: `${kind}:${next ?? property}` })}
        />
      )}
    </Group>
  );
}

function EventConditions({ draft, put, catalogue }: PartProps) {
  const { t } = useWords();
  const ends = [
    { key: 'startWhere', word: 'retention.where_start', event: draft.start },
    { key: 'backWhere', word: 'retention.where_back', event: draft.back },
  ] as const;
  // Conditions being written live here until they are whole; the draft holds the whole ones.
  const [written, setWritten] = useState(() => ({
    startWhere: conditionsOfWhere(draft.startWhere),
    backWhere: conditionsOfWhere(draft.backWhere),
  }));
  const shown = ends.filter(({ key }) => key === 'startWhere' || draft.backValue === undefined);
  return shown.map(({ key, word, event }) => (
    <details key={key} className={styles.more} open={written[key].length > 0}>
      <summary>{t(word)}</summary>
      <Conditions
        label={t('ask.where_property')}
        names={catalogue.propertiesOf(event ?? null)}
        of={{ kind: 'property', event: event ?? null }}
        conditions={written[key]}
        onChange={(next) => {
          setWritten({ ...written, [key]: [...next] });
          const whole = whereOfConditions(next.filter(isWhole));
          put({ [key]: whole.length === 0 ? undefined : whole });
        }}
      />
    </details>
  ));
}

function Knowing({ draft, put }: PartProps) {
  const { t } = useWords();
  return (
    <>
      <Group grow align="start">
        <Select
          label={t('retention.refine_summary')}
          allowDeselect={false}
          value={draft.plain ? 'plain' : 'weighted'}
          comboboxProps={{ withinPortal: false }}
          data={[
            { value: 'weighted', label: t('retention.summary_weighted') },
            { value: 'plain', label: t('retention.summary_plain') },
          ]}
          onChange={(next) => put({ plain: next === 'plain' || undefined })}
        />
        <Select
          label={t('ask.refine_unit')}
          allowDeselect={false}
          value={draft.account ? 'account' : 'customer'}
          comboboxProps={{ withinPortal: false }}
          data={[
            { value: 'customer', label: t('ask.unit_customer') },
            { value: 'account', label: t('ask.unit_account') },
          ]}
          onChange={(next) => put({ account: next === 'account' || undefined })}
        />
      </Group>
      <TextInput
        type="date"
        label={t('ask.refine_as_of')}
        description={t('ask.refine_as_of_help')}
        inputWrapperOrder={['label', 'input', 'description']}
        value={draft.asOf?.slice(0, 10) ?? ''}
        onChange={(event) =>
          put({ asOf: event.currentTarget.value ? `${event.currentTarget.value}T00:00:00Z` : undefined })
        }
      />
      <Checkbox
        label={t('ask.refine_marked')}
        checked={draft.marked ?? false}
        onChange={(event) => put({ marked: event.currentTarget.checked || undefined })}
      />
    </>
  );
}
