import { Button, type ButtonProps, FileButton, Group, Select } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { Imported } from '#src/insights/acquisition/index.ts';
import { useChange } from '../../ask.ts';
import { FiguresTable } from '../../ui/Figure.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { useFigures, useWords, type Words } from '../../words/index.ts';

const shapes = ['ymd', 'dmy', 'mdy'] as const;
type Shape = (typeof shapes)[number];
const marks = ['.', ','] as const;
type Mark = (typeof marks)[number];

interface FromFileProps {
  /** The file to read; without, one is chosen here. */
  readonly file?: File;
  /** What else can be done with it. */
  readonly beside?: ReactNode;
}

/** Reads a file of campaigns, and says row by row what came of it. */
export function FromFile({ file: given, beside }: FromFileProps) {
  const { t } = useWords();
  const [dates, setDates] = useState<Shape>('ymd');
  const [decimal, setDecimal] = useState<Mark>();
  const [unread, setUnread] = useState<unknown>(null);
  const change = useChange('acquisition.import-csv', ['acquisition.table', 'acquisition.campaigns']);
  const read = async (file: File | null) => {
    if (file === null) return;
    setUnread(null);
    try {
      change.mutate({ csv: await file.text(), dates, ...(decimal === undefined ? {} : { decimal }) });
    } catch (fault) {
      setUnread(fault);
    }
  };
  const button: ButtonProps = {
    loading: change.isPending,
    leftSection: <IconFileImport size={16} aria-hidden />,
  };
  return (
    <>
      <Group gap="sm" align="end">
        <Select
          label={t('acquisition.import_dates')}
          allowDeselect={false}
          value={dates}
          data={shapes.map((shape) => ({ value: shape, label: t(`acquisition.dates.${shape}`) }))}
          onChange={(next) => setDates(shapes.find((shape) => shape === next) ?? 'ymd')}
        />
        <Select
          label={t('acquisition.import_decimal')}
          clearable
          placeholder={t('acquisition.import_decimal_read')}
          value={decimal ?? null}
          data={[
            { value: '.', label: t('acquisition.decimal.point') },
            { value: ',', label: t('acquisition.decimal.comma') },
          ]}
          onChange={(next) => setDecimal(marks.find((mark) => mark === next))}
        />
        {given === undefined ? (
          <FileButton accept=".csv,.txt,text/csv" onChange={(file) => void read(file)}>
            {(props) => (
              <Button {...props} {...button}>
                {t('acquisition.import')}
              </Button>
            )}
          </FileButton>
        ) : (
          <Button {...button} onClick={() => void read(given)}>
            {t('acquisition.import_these')}
          </Button>
        )}
        {beside}
      </Group>
      {unread !== null && <Refused error={unread} />}
      {change.isError && <Refused error={change.error} />}
      {change.data && <WhatCame found={change.data} />}
    </>
  );
}

function WhatCame({ found }: { found: Imported }) {
  const words = useWords();
  const { t } = words;
  const figures = useFigures();
  const { rows, added, replaced, unchanged, refused, refusals, ignored } = found;
  return (
    <div role="status">
      <p>{t('acquisition.import_done', { rows, added, replaced, unchanged, refused })}</p>
      {ignored.length > 0 && <p>{t('acquisition.import_ignored', { names: figures.list(ignored) })}</p>}
      {refusals.length > 0 && (
        <FiguresTable
          caption={t('acquisition.import_refused')}
          heads={[
            t('acquisition.row'),
            t('acquisition.field'),
            t('acquisition.expected'),
            t('acquisition.got'),
          ]}
          rows={refusals.map(({ row, field, expected, got }) => ({
            id: `${row}/${field}`,
            label: figures.count(row),
            cells: [fieldSaid(field, words), expected, got],
          }))}
        />
      )}
    </div>
  );
}

/** A column by its name; as it is told where it has none. */
function fieldSaid(field: string, { t, knows }: Words): string {
  const word = `acquisition.field.${field}`;
  return knows(word) ? t(word) : field;
}
