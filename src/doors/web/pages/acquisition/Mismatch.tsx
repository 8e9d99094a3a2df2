import type { AcquisitionTable } from '#src/insights/acquisition/index.ts';
import { FiguresTable, Opens, ShareFigure } from '../../ui/Figure.tsx';
import type { Opened } from './search.ts';
import { groupName, type Saying } from './shape.ts';

interface MismatchProps {
  readonly table: AcquisitionTable;
  readonly saying: Saying;
  readonly onOpen: (open: Opened) => void;
}

/** Where those come from who leave again: alerts first. */
export function Mismatch({ table, saying, onOpen }: MismatchProps) {
  const { words, figures } = saying;
  const { t, said } = words;
  const rows = table.mismatch;
  if (rows.length === 0) return <p>{t('acquisition.mismatch_none')}</p>;
  return (
    <>
      {rows
        .filter(({ alert }) => alert)
        .map((row) => (
          <p key={groupName(row.group, words)}>
            <strong>{said(row.words)}</strong>
          </p>
        ))}
      <FiguresTable
        caption={t('acquisition.mismatch')}
        heads={[
          t(`acquisition.part.${table.mismatchBy}`),
          t('acquisition.which.mismatch_judged'),
          t('acquisition.which.mismatched'),
          t('acquisition.mismatch'),
          t('acquisition.excess'),
          t('acquisition.said'),
        ]}
        rows={rows.map((row) => {
          const opens = (which: 'mismatch_judged' | 'mismatched', count: number) => (
            <Opens
              key={which}
              count={count}
              label={`${groupName(row.group, words)}, ${t(`acquisition.which.${which}`)}`}
              onOpen={() => onOpen({ which, [table.mismatchBy]: row.group })}
            />
          );
          return {
            id: `${row.group.kind}/${row.group.value ?? ''}`,
            label: groupName(row.group, words),
            aside: row.alert ? t('acquisition.alert') : undefined,
            cells: [
              opens('mismatch_judged', row.people),
              opens('mismatched', row.left),
              <ShareFigure key="share" {...row} />,
              row.excess.known ? figures.count(Math.round(row.excess.value) || 0) : '–',
              row.alert ? '' : said(row.words),
            ],
          };
        })}
      />
    </>
  );
}
