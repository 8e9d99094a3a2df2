import type { z } from 'zod';
import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { sql } from '#src/basics/sql.ts';
import type { OwnerAsk, OwnerSet } from './ask.ts';
import { ownersOf } from './queries.ts';

type Writing = Pick<Context, 'records' | 'workspace' | 'actor' | 'clock'>;

/** Says who looks after an account, or that nobody does. @throws DomainError `accounts.unknown_owner` */
export async function setOwner(
  { records, workspace, actor, clock }: Writing,
  { account, owner }: z.output<typeof OwnerAsk>,
): Promise<z.output<typeof OwnerSet>> {
  const { number } = workspace;
  if (owner === null) {
    await records.run(
      sql`delete from account_owners where workspace_id = ${number} and account = ${account}`,
    );
    return { account, owner: null };
  }
  return records.transaction(async (tx) => {
    if (owner.startsWith('usr_')) {
      const member = await tx.row(sql`
        select 1 as one from members where workspace_id = ${number} and user_id = ${owner}`);
      if (member === undefined) throw unknownOwner(owner);
    }
    await tx.run(sql`
      insert into account_owners (workspace_id, account, owner, changed_at, changed_by)
      values (${number}, ${account}, ${owner}, ${new Date(clock.now())}, ${`${actor.kind}:${actor.id}`})
      on conflict (workspace_id, account) do update
        set owner = excluded.owner, changed_at = excluded.changed_at, changed_by = excluded.changed_by`);
    const [kept] = await tx.rows(ownersOf(number, account));
    return { account, owner: { id: owner, name: kept?.name ?? owner } };
  });
}

const unknownOwner = (got: string): DomainError =>
  new DomainError('accounts.unknown_owner', {
    kind: 'not_found',
    field: 'owner',
    expected: 'a member of this workspace, or a name that is no id of a user',
    got,
  });
