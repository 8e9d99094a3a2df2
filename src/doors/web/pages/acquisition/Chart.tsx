import { useMemo } from 'react';
import type { AcquisitionRow, AcquisitionTable } from '#src/insights/acquisition/index.ts';
import { ShareRows } from '../../charts/ShareRows.tsx';
import { drawnRows, mostDrawn, rowKey, type Saying } from './shape.ts';

export interface ChartProps {
  readonly table: Pick<AcquisitionTable, 'rows'>;
  readonly saying: Saying;
  /** How many campaigns are drawn at most. */
  readonly most?: number;
  /** Opens those of a campaign who stayed. */
  readonly onOpen?: ((row: AcquisitionRow) => void) | undefined;
}

/** What attracts above what keeps, campaign by campaign. */
export function Chart({ table, saying, most = mostDrawn, onOpen }: ChartProps) {
  const rows = useMemo(() => drawnRows(table, saying, most), [table, saying, most]);
  const open =
    onOpen &&
    ((row: string, bar: string) => {
      const found = table.rows.find((one) => rowKey(one) === row);
      if (found && bar === 'stayed') onOpen(found);
    });
  return <ShareRows rows={rows} onOpen={open} />;
}
