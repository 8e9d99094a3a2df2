import { type Sql, sql, typed } from '#src/basics/sql.ts';
import type { Deed } from '#src/customers/event-match/index.ts';
import {
  type Engines,
  eventRows,
  type Frame,
  keyTypes,
  unitNamed,
  type Words,
} from '#src/customers/frame/index.ts';
import type { Offer } from '#src/customers/offers/index.ts';
import { type DeedAsk, definitionsOf, settledDeed } from '#src/customers/value/index.ts';
import { deedWords, say } from '#src/customers/wording/index.ts';
import { heldHistories, latestOf, localDayOf } from '#src/insights/contract-retention/index.ts';

/** What coming is for an offer: an event, contracts that began, or either. */
export interface Coming {
  readonly deed: Deed | null;
  /** Beginnings of contracts by the offer, with their local days. */
  readonly begun: readonly { readonly key: string; readonly day: number }[];
  readonly words: Words;
}

/**
 * What coming is: what is asked; else what the offer's definition of value counts, or that which is about the offer; else, where
 * contracts are held by it, their beginnings alone; else the workspace's default. Contracts by the offer that begin count beside
 * whatever the offer itself counts.
 *
 * @throws DomainError `value.unknown`, `value.no_default`
 */
export async function comingOf(
  context: Engines,
  frame: Frame,
  { offer, deed }: { readonly offer: Offer; readonly deed: DeedAsk | undefined },
): Promise<Coming> {
  if (deed !== undefined) return coming(await settledDeed(context, deed, 'deed'), []);
  const begun = await begunBy(context, frame, offer.name);
  const own = offer.terms.value ?? (await definitionFor(context, offer.name));
  if (own === undefined && begun.length > 0) return coming(null, begun);
  return coming(await settledDeed(context, { value: { definition: own ?? null } }, 'offer'), begun);
}

const contractBegun = say('un contrat de l’offre commencé', 'a contract by the offer begun');

function coming(deed: Deed | null, begun: Coming['begun']): Coming {
  if (deed === null) return { deed, begun, words: contractBegun };
  const did = deedWords(deed);
  if (begun.length === 0) return { deed, begun, words: did };
  return {
    deed,
    begun,
    words: say(`${did.fr}, ou ${contractBegun.fr}`, `${did.en}, or ${contractBegun.en}`),
  };
}

async function definitionFor({ records }: Engines, offer: string): Promise<string | undefined> {
  const all = await definitionsOf(records);
  return all.find((one) => one.offer === offer && one.retiredAt === null)?.id;
}

async function begunBy(context: Engines, frame: Frame, offer: string): Promise<Coming['begun']> {
  const held = await heldHistories(context, { unit: frame.unit, asOf: frame.asOf, offers: [offer] });
  return held.flatMap((history) => {
    const { startsAt, offer: name } = latestOf(history);
    if (name !== offer || history.key === null || startsAt >= frame.asOf) return [];
    return [{ key: history.key, day: localDayOf(startsAt, frame.zone) }];
  });
}

/** Who came on which local day: rows (unit, day), a day once or more. Grain: an event, and a contract. */
export function visits(frame: Frame, { deed, begun }: Coming): Sql {
  const events = deed === null ? [] : [sql`select unit, day from ${eventRows(frame, deed)}`];
  const contracts = begun.length === 0 ? [] : [contractRows(frame, begun)];
  const [first, ...others] = [...events, ...contracts];
  if (first === undefined) throw new Error('coming that is nothing');
  return sql`(${others.reduce((all, one) => sql`${all} union all ${one}`, first)})`;
}

function contractRows({ unit }: Frame, begun: Coming['begun']): Sql {
  const keys = typed(
    'Array(String)',
    begun.map(({ key }) => key),
  );
  const days = typed(
    'Array(Int32)',
    begun.map(({ day }) => day),
  );
  const key = keyTypes[unit] === 'UInt32' ? sql`toUInt32(visit.1)` : unitNamed(unit, sql`visit.1`);
  return sql`select ${key} as unit, visit.2 as day from (select arrayJoin(arrayZip(${keys}, ${days})) as visit)`;
}
