import { Alert, Checkbox, Select, Table, TextInput } from '@mantine/core';
import type { DateShape, FieldName } from '#src/events/import-files/index.ts';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './Columns.module.css';
import { constantFields, fieldsOf } from './fields.ts';
import type { Settled, Wish } from './inspection.ts';

const none = '';
const constant = '\u0000constant';
const shapes: readonly DateShape[] = ['ymd', 'compact', 'dmy', 'mdy', 'epoch_s', 'epoch_ms'];

/** Which column is which field; every proposal can be changed. */
export function Columns({
  settled,
  wish,
  onWish,
}: {
  settled: Settled;
  wish: Wish;
  onWish: (wish: Wish) => void;
}) {
  const { t } = useWords();
  const needed = new Set(settled.missing.flat());
  return (
    <>
      <Table verticalSpacing={6} layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" w="38%">
              {t('mapping.field')}
            </Table.Th>
            <Table.Th scope="col">{t('mapping.column')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {fieldsOf[settled.kind].map((field) => (
            <Table.Tr key={field}>
              <Table.Th scope="row">
                {t(`field.${field}`)}
                {needed.has(field) && <span className={styles.needed}>{t('mapping.needed')}</span>}
              </Table.Th>
              <Table.Td>
                <FieldOrigin field={field} settled={settled} wish={wish} onWish={onWish} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <p className={styles.rest}>{t('mapping.rest')}</p>
      <Writing settled={settled} wish={wish} onWish={onWish} />
    </>
  );
}

type Part = { settled: Settled; wish: Wish; onWish: (wish: Wish) => void };

function FieldOrigin({ field, settled, wish, onWish }: Part & { field: FieldName }) {
  const { t } = useWords();
  const origin = settled.mapping[field];
  const put = (to: { column: string } | { constant: string } | null) =>
    onWish({ ...wish, map: { ...wish.map, [field]: to } });
  const fixed = origin !== undefined && 'constant' in origin;
  return (
    <div className={styles.origin}>
      <Select
        size="xs"
        aria-label={t(`field.${field}`)}
        allowDeselect={false}
        searchable={settled.columns.length > 8}
        data={[
          { value: none, label: t('mapping.no_column') },
          ...settled.columns.map((column) => ({ value: column, label: column })),
          ...(constantFields.has(field) ? [{ value: constant, label: t('mapping.constant_label') }] : []),
        ]}
        value={fixed ? constant : origin === undefined ? none : origin.column}
        onChange={(next) =>
          put(
            next === none || next === null
              ? null
              : next === constant
                ? { constant: defaultOf(field, settled) }
                : { column: next },
          )
        }
      />
      {fixed && (
        <TextInput
          size="xs"
          aria-label={`${t(`field.${field}`)}, ${t('mapping.constant_label')}`}
          defaultValue={origin.constant}
          onBlur={(event) => put({ constant: event.currentTarget.value })}
        />
      )}
    </div>
  );
}

const defaultOf = (field: FieldName, { currency }: Settled): string => {
  const usual: Partial<Record<FieldName, string>> = {
    currency,
    event: 'Visit',
    period: 'month',
    offer: 'standard',
    amountPer: 'seat',
  };
  return usual[field] ?? '';
};

function Writing({ settled, wish, onWish }: Part) {
  const { t } = useWords();
  const figures = useFigures();
  const written = [...new Set(Object.values(settled.dates))];
  return (
    <div className={styles.writing}>
      {settled.ambiguousDates.length > 0 && (
        <Alert color="signal" variant="light">
          {t('mapping.ambiguous', { columns: figures.list(settled.ambiguousDates) })}
        </Alert>
      )}
      <Select
        size="xs"
        label={t('mapping.dates')}
        data={[
          {
            value: 'auto',
            label: `${t('mapping.dates_auto')}${written.length > 0 ? ` (${written.map((shape) => t(`mapping.dates.${shape}`)).join(', ')})` : ''}`,
          },
          ...shapes.map((shape) => ({ value: shape, label: t(`mapping.dates.${shape}`) })),
        ]}
        allowDeselect={false}
        value={wish.dates ?? 'auto'}
        onChange={(next) => onWish({ ...wish, dates: shapes.find((shape) => shape === next) })}
      />
      {settled.kind !== 'events' && settled.mapping.currency === undefined && (
        <TextInput
          size="xs"
          label={t('mapping.currency')}
          maxLength={3}
          defaultValue={settled.currency}
          onBlur={(event) => {
            const code = event.currentTarget.value.trim().toUpperCase();
            if (code.length === 3) onWish({ ...wish, currency: code });
          }}
        />
      )}
      {settled.header !== null && (
        <Checkbox
          label={t('mapping.header')}
          checked={settled.header}
          onChange={(event) => onWish({ ...wish, header: event.currentTarget.checked, map: {} })}
        />
      )}
    </div>
  );
}
