import { type Sql, sql } from '#src/basics/sql.ts';
import { numbersOf } from '#src/customers/about/index.ts';
import { knownDays } from '#src/customers/calendar/index.ts';
import { isRunning } from '#src/customers/contracts/index.ts';
import type { Words } from '#src/customers/frame/index.ts';
import { type Offer, offersOf } from '#src/customers/offers/index.ts';
import { say } from '#src/customers/wording/index.ts';
import { heldHistories } from '#src/insights/contract-retention/index.ts';
import { type Mission, missionsAskOf, missionsOf } from '#src/insights/missions/index.ts';
import { dayWords, type Finding, type Looking } from './finding.ts';

interface ContractRow {
  readonly contract: string;
  readonly holderKind: 'customer' | 'account';
  readonly holder: string;
  readonly offer: string;
  readonly startsAt: string;
  readonly endsAt: string | null;
  readonly renewsAt: string | null;
  readonly noticeAt: string | null;
  readonly cancelledAt: string | null;
  readonly pastDueSince: string | null;
  readonly period: string | null;
}

/** What contracts say: payments that failed, renewals and their notice, missions that end or wait for what comes next. */
export async function fromContracts(looking: Looking): Promise<Finding[]> {
  const { context } = looking;
  const offers = await offersOf(context.records);
  const intentional = offers.filter(({ kind }) => kind === 'intentional');
  const [rows, missions] = await Promise.all([
    context.records.rows(contractsDue(looking)),
    missionsDue(looking, intentional),
  ]);
  const missionOffers = new Set(intentional.map(({ name }) => name));
  const numbers = await numbersOf(
    context.records,
    rows.flatMap(({ holderKind, holder }) => (holderKind === 'customer' ? [holder] : [])),
  );
  const found = rows.flatMap((row) => {
    const key = row.holderKind === 'account' ? row.holder : numbers.get(row.holder)?.toString();
    if (key === undefined || !isRunning(row, looking.at)) return [];
    const own = { kind: row.holderKind, key };
    return [
      ...pastDue(looking, row, own),
      ...(missionOffers.has(row.offer) ? [] : renewal(looking, row, own)),
    ];
  });
  return [...found, ...missions];
}

type Own = Pick<Finding, 'kind' | 'key'>;

function pastDue({ at, dayOf }: Looking, row: ContractRow, own: Own): Finding[] {
  if (row.pastDueSince === null || Date.parse(row.pastDueSince) > at) return [];
  const since = dayOf(Date.parse(row.pastDueSince));
  const day = dayWords(since);
  return [
    {
      ...own,
      reason: 'past_due',
      occurrence: `${row.contract} since ${since}`,
      since,
      due: since,
      words: say(
        `Paiement en échec depuis le ${day.fr} pour « ${row.offer} »`,
        `Payment for “${row.offer}” has failed since ${day.en}`,
      ),
    },
  ];
}

const longPeriods: ReadonlySet<string | null> = new Set(['quarter', 'semester', 'year']);

/** One that renews every month asks for nobody's attention, unless a notice is told. */
function renewal({ at, today, ahead, dayOf }: Looking, row: ContractRow, own: Own): Finding[] {
  if (row.cancelledAt !== null || (!longPeriods.has(row.period) && row.noticeAt === null)) return [];
  if (row.renewsAt === null || Date.parse(row.renewsAt) < at) return [];
  const renews = dayOf(Date.parse(row.renewsAt));
  if (row.endsAt !== null && dayOf(Date.parse(row.endsAt)) <= renews) return [];
  const told = row.noticeAt === null ? null : dayOf(Date.parse(row.noticeAt));
  const notice = told !== null && told >= today && told <= renews ? told : null;
  const due = notice ?? renews;
  if (due - today > ahead) return [];
  return [
    {
      ...own,
      reason: 'renewal',
      occurrence: `${row.contract} on ${renews}`,
      since: null,
      due,
      words: renewalWords(row.offer, renews, notice),
    },
  ];
}

function renewalWords(offer: string, renews: number, notice: number | null): Words {
  const day = dayWords(renews);
  if (notice === null) {
    return say(`« ${offer} » se renouvelle le ${day.fr}`, `“${offer}” renews on ${day.en}`);
  }
  const until = dayWords(notice);
  return say(
    `« ${offer} » se renouvelle le ${day.fr}, préavis jusqu’au ${until.fr}`,
    `“${offer}” renews on ${day.en}, notice until ${until.en}`,
  );
}

async function missionsDue(looking: Looking, offers: readonly Offer[]): Promise<Finding[]> {
  if (offers.length === 0) return [];
  const { context, at } = looking;
  const zone = context.workspace.timezone;
  const ask = missionsAskOf({ known: knownDays(at, zone), zone }, offers);
  const units = ['customer', 'account'] as const;
  const found = await Promise.all(
    units.map(async (unit) => {
      const missions = missionsOf(
        await heldHistories(context, { unit, asOf: at, offers: offers.map(({ name }) => name) }),
        ask,
      );
      return missions.flatMap((mission) => missionFound(looking, unit, mission));
    }),
  );
  return found.flat();
}

function missionFound({ today, ahead }: Looking, kind: Own['kind'], mission: Mission): Finding[] {
  const { contract, key, offer, endsOn, graceUntil, outcome, renewedOn } = mission;
  if (key === null || endsOn === null || renewedOn !== null) return [];
  const own = { kind, key, occurrence: `${contract} on ${endsOn}`, since: null };
  const end = dayWords(endsOn);
  if (outcome === 'in_grace' && graceUntil !== null) {
    const last = dayWords(graceUntil);
    const words = say(
      `Mission « ${offer} » terminée le ${end.fr} ; un renouvellement compte jusqu’au ${last.fr}`,
      `Mission “${offer}” ended on ${end.en}; a renewal counts until ${last.en}`,
    );
    return [{ ...own, reason: 'mission_grace', due: graceUntil, words }];
  }
  if (outcome !== 'running' || endsOn - today > ahead) return [];
  const words = say(
    `Mission « ${offer} » : elle se termine le ${end.fr}`,
    `Mission “${offer}”: it ends on ${end.en}`,
  );
  return [{ ...own, reason: 'mission_ending', due: endsOn, words }];
}

/** Contracts in force of which something is due. Grain: a contract; those that renew soon, or whose payment failed. */
function contractsDue({ context, at, ahead }: Looking): Sql<ContractRow> {
  const now = new Date(at);
  const horizon = new Date(at + (ahead + 2) * 86_400_000); // borders are local days, looked at where rows are read
  const workspace = context.workspace.number;
  return sql<ContractRow>`
    select distinct on (contract) contract, holder_kind as "holderKind", holder, offer, starts_at as "startsAt", ends_at as "endsAt",
      coalesce(renews_at, paid_through) as "renewsAt", notice_at as "noticeAt", cancelled_at as "cancelledAt",
      past_due_since as "pastDueSince", period
    from contracts
    where workspace_id = ${workspace}
      and recorded_at < ${now}
      and contract in (
        select contract from contracts
        where workspace_id = ${workspace}
          and (period in ('quarter', 'semester', 'year') or notice_at is not null)
          and coalesce(renews_at, paid_through) between ${now} and ${horizon}
        union
        select contract from contracts
        where workspace_id = ${workspace} and notice_at between ${now} and ${horizon}
        union
        select contract from contracts
        where workspace_id = ${workspace} and past_due_since is not null
      )
    order by contract, (effective_at <= ${now}) desc, version desc`;
}
