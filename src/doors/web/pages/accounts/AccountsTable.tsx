import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useState } from 'react';
import type { AccountRow } from '#src/customers/accounts/index.ts';
import { useMay, useSeat } from '../../seat.ts';
import { cents } from '../../ui/cents.ts';
import { FiguresTable, Opens, Small } from '../../ui/Figure.tsx';
import { TextLink } from '../../ui/links.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import styles from './AccountsTable.module.css';
import { OwnerForm } from './OwnerForm.tsx';
import type { Sort } from './search.ts';

interface Order {
  readonly sort: Sort;
  readonly descending: boolean;
}

interface AccountsTableProps {
  readonly rows: readonly AccountRow[];
  readonly order: Order;
  readonly onOrder: (sort: Sort, descending: boolean) => void;
}

/** Accounts one below the other; each head of a column puts them in its order. */
export function AccountsTable({ rows, order, onOrder }: AccountsTableProps) {
  const { t } = useWords();
  const figures = useFigures();
  const { slug, timezone } = useSeat();
  const [owning, setOwning] = useState<AccountRow | null>(null);
  const day = (at: string | null) => (at === null ? '–' : figures.dayOrMoment(at, timezone));
  const head = (sort: Sort) => <Head key={sort} sort={sort} order={order} onOrder={onOrder} />;
  return (
    <>
      <FiguresTable
        caption={t('accounts.title')}
        heads={[
          head('name'),
          head('monthly'),
          head('renewal'),
          head('seats'),
          head('members'),
          head('seen'),
          head('owner'),
          t('accounts.by.offers'),
        ]}
        rows={rows.map((row) => ({
          id: row.account,
          label: (
            <div className={styles.account}>
              <TextLink to="/w/$slug/accounts/$id" params={{ slug, id: row.account }}>
                {row.name ?? row.account}
              </TextLink>
              {row.name !== null && <Small>{row.account}</Small>}
            </div>
          ),
          cells: [
            <Monthly key="monthly" monthly={row.monthly} />,
            day(row.renewsAt),
            row.seats === null ? '–' : figures.count(row.seats),
            figures.count(row.members),
            row.lastSeen === null ? t('accounts.never') : day(row.lastSeen),
            <OwnerCell key="owner" row={row} onChange={() => setOwning(row)} />,
            row.offers.length === 0 ? (
              '–'
            ) : (
              <span key="offers" className={styles.offers}>
                {figures.list(row.offers)}
              </span>
            ),
          ],
        }))}
      />
      {owning && <OwnerForm key={owning.account} row={owning} onClose={() => setOwning(null)} />}
    </>
  );
}

function Head({
  sort,
  order,
  onOrder,
}: {
  sort: Sort;
  order: Order;
  onOrder: AccountsTableProps['onOrder'];
}) {
  const { t } = useWords();
  const now = order.sort === sort;
  const Arrow = order.descending ? IconArrowDown : IconArrowUp;
  return (
    <UnstyledButton
      fz="inherit"
      fw="inherit"
      c="inherit"
      aria-pressed={now}
      onClick={() => onOrder(sort, now && !order.descending)}
    >
      {t(`accounts.by.${sort}`)} {now && <Arrow size={12} aria-hidden />}
    </UnstyledButton>
  );
}

/** What is paid a month, each currency by itself. */
function Monthly({ monthly }: Pick<AccountRow, 'monthly'>) {
  const figures = useFigures();
  if (monthly.length === 0) return '–';
  return monthly.map(({ currency, amount }) => (
    <div key={currency}>{cents(Number(amount), currency, figures)}</div>
  ));
}

function OwnerCell({ row, onChange }: { row: AccountRow; onChange: () => void }) {
  const { t } = useWords();
  const may = useMay('customers:write');
  const said = row.owner?.name ?? t('accounts.nobody');
  if (!may) return said;
  return (
    <Opens count={1} label={t('accounts.owner_of', { account: row.name ?? row.account })} onOpen={onChange}>
      {said}
    </Opens>
  );
}
