import { DomainError } from '#src/basics/errors.ts';
import { newId } from '#src/basics/ids.ts';
import { nothing, type Sql, sql } from '#src/basics/sql.ts';
import type { Words } from '#src/customers/frame/index.ts';
import { unknownSegment } from '#src/customers/members/index.ts';
import { publishedScores, scoreTraits } from '#src/customers/scores/index.ts';
import { type NamesById, placed, ruleWords, type SegmentRule } from '#src/customers/segment-rules/index.ts';
import {
  assembled,
  type DefinedRow,
  heldInUse,
  type MadeVersion,
  madeBy,
  requireOwnName,
  retiring,
  sameSaid,
  type Writing,
  type Written,
} from '#src/customers/versions/index.ts';
import type { Transaction } from '#src/engines/records/port.ts';
import type { Segment, SegmentVersion } from './ask.ts';

/** A workspace keeps at most so many live segments. */
export const mostSegments = 500;

/** All segments of a workspace, oldest first, those retired too. */
export async function segmentsOf(records: Transaction): Promise<Segment[]> {
  return read(await records.rows(versionRows()), await namesOf(records));
}

/** One segment. @throws DomainError `segments.unknown` */
export async function segmentOf(records: Transaction, id: string): Promise<Segment> {
  const [found] = read(await records.rows(versionRows(id)), await namesOf(records));
  if (found === undefined) throw unknownSegment(id);
  return found;
}

/** Names of lists and segments by their ids, of scores by their traits: rules are told with them. */
export async function namesOf(records: Transaction): Promise<NamesById> {
  const rows = await records.rows(sql<{ id: string; name: string }>`
    select id, name from lists
    union all
    select id, name from segments`);
  const scores = scoreTraits(await publishedScores(records));
  return new Map<string, string | Words>([
    ...rows.map(({ id, name }) => [id, name] as const),
    ...scores.map(({ trait, words }) => [trait, words] as const),
  ]);
}

/** What a new segment is made of. */
export interface NewSegment {
  readonly name: string;
  readonly unit: Segment['unit'];
  readonly rule: SegmentRule;
}

/** Keeps a segment; its members are counted within seconds. @throws DomainError `segments.name_taken`, `segments.too_many` */
export async function createSegment(writing: Writing, { name, unit, rule }: NewSegment): Promise<Segment> {
  const id = newId('seg');
  const made = madeBy(writing);
  return writing.records.transaction(async (tx) => {
    await tx.run(sql`
      insert into segments (id, workspace_id, name, unit, created_at, created_by, due_at)
      values (${id}, ${made.workspace}, ${name}, ${unit}, ${made.at}, ${made.by}, ${made.at})`);
    await tx.run(insertedVersion({ id, version: 1, ...made }, rule));
    await fits(tx, writing, id);
    return segmentOf(tx, id);
  });
}

/**
 * Names a segment anew, or has it hold for others: a new version. The same rule again makes none. Whom a new rule moves is
 * not announced: they did nothing.
 *
 * @throws DomainError `segments.unknown`, `segments.retired`, `segments.name_taken`, `segments.circular`
 */
export async function changeSegment(
  writing: Writing,
  id: string,
  { name, rule }: { readonly name?: string | undefined; readonly rule?: SegmentRule | undefined },
): Promise<Segment> {
  const made = madeBy(writing);
  return writing.records.transaction(async (tx) => {
    const before = await heldInUse(tx, id, { table: 'segments', named: segmentOf, retired: isRetired });
    if (name !== undefined && name !== before.name) {
      await tx.run(sql`update segments set name = ${name} where id = ${id}`);
      await fits(tx, writing, id);
    }
    if (rule !== undefined && !sameSaid(rule, before.current.rule)) {
      await requireNoCircle(tx, id, rule, before.unit);
      await tx.run(insertedVersion({ id, version: before.current.version + 1, ...made }, rule));
      await tx.run(sql`update segments set due_at = ${made.at} where id = ${id}`);
    }
    return segmentOf(tx, id);
  });
}

const isRetired = (got: string): DomainError =>
  new DomainError('segments.retired', {
    kind: 'conflict',
    field: 'id',
    expected: 'a segment still in use',
    got,
  });

/**
 * Keeps a segment no more; its members stay as they are, so that questions that name it are still answered. Taken up again
 * it is counted anew.
 */
export const { retire: retireSegment, restore: restoreSegment } = retiring(
  'segments',
  (records, id) => segmentOf(records, id),
  async (tx, writing, id) => {
    await tx.run(sql`update segments set due_at = now() where id = ${id}`);
    await fits(tx, writing, id);
  },
);

async function fits(tx: Transaction, writing: Pick<Writing, 'workspace'>, id: string): Promise<void> {
  await requireOwnName(tx, writing, { table: 'segments', id, taken: nameTaken }); // holds a lock
  const row = await tx.row(sql<{ there: number }>`
    select count(*)::integer as there
    from segments
    where retired_at is null`);
  if ((row?.there ?? 0) <= mostSegments) return;
  throw new DomainError('segments.too_many', {
    kind: 'too_large',
    expected: `at most ${mostSegments} segments in use; retire one that nobody needs`,
  });
}

const nameTaken = (got: string): DomainError =>
  new DomainError('segments.name_taken', {
    kind: 'conflict',
    field: 'name',
    expected: 'a name that no other segment in use bears',
    got,
  });

/** @throws DomainError `segments.circular` where a segment would depend on itself */
async function requireNoCircle(
  tx: Transaction,
  id: string,
  rule: SegmentRule,
  unit: Segment['unit'],
): Promise<void> {
  const rows = await tx.rows(versionRows());
  const asked = new Map(read(rows, new Map()).map((one) => [one.id, segmentsIn(one.current.rule, one.unit)]));
  asked.set(id, segmentsIn(rule, unit));
  const seen = new Set<string>();
  const next = [...(asked.get(id) ?? [])];
  for (let one = next.pop(); one !== undefined; one = next.pop()) {
    if (one === id) {
      throw new DomainError('segments.circular', {
        field: 'rule',
        expected: 'a rule that does not ask, through other segments, for this segment itself',
        got: id,
      });
    }
    if (!seen.has(one)) next.push(...(asked.get(one) ?? []));
    seen.add(one);
  }
}

/** Segments that a rule asks for. */
export const segmentsIn = (rule: SegmentRule, unit: Segment['unit']): string[] =>
  placed(rule.conditions, unit).flatMap(({ condition }) =>
    condition.kind === 'segment' ? [condition.segment] : [],
  );

const insertedVersion = ({ id, version, workspace, at, by }: MadeVersion, rule: SegmentRule): Sql => sql`
  insert into segment_versions (segment, version, workspace_id, rule, created_at, created_by)
  values (${id}, ${version}, ${workspace}, ${JSON.stringify(rule)}::jsonb, ${at}, ${by})`;

interface VersionRow extends DefinedRow {
  readonly name: string;
  readonly unit: Segment['unit'];
  readonly rule: SegmentRule;
  readonly size: number;
  readonly keptSince: string | null;
  readonly freshAt: string | null;
  readonly judgedBy: number | null;
  readonly fault: string | null;
}

/** Grain: a version; some hundreds in a workspace. */
const versionRows = (id?: string): Sql<VersionRow> => sql<VersionRow>`
  select defined.id as id, name, unit, retired_at as "retiredAt", defined.created_at as "definedAt",
    defined.created_by as "definedBy", size, kept_since as "keptSince", case when pending or fault is not null or retired_at is not null then fresh_at else greatest(fresh_at, looked_at) end as "freshAt", judged_by as "judgedBy",
    fault, version, rule, segment_versions.created_at as "createdAt", segment_versions.created_by as "createdBy"
  from segments as defined
  join segment_versions on segment_versions.segment = defined.id
  left join segment_looks on segment_looks.workspace_id = defined.workspace_id
  ${id === undefined ? nothing : sql`where defined.id = ${id}`}
  order by defined.created_at, defined.id, version desc`;

const read = (rows: readonly VersionRow[], names: NamesById): Segment[] =>
  assembled(
    rows,
    ({ rule }, written: Written): SegmentVersion => ({ ...written, rule, words: ruleWords(rule, names) }),
    ({ name, unit, size, keptSince, freshAt, judgedBy, fault }, defined) => ({
      ...defined,
      name,
      unit,
      size: keptSince === null ? null : size,
      keptSince: iso(keptSince),
      freshAt: keptSince === null ? null : iso(freshAt),
      counting: judgedBy !== defined.current.version,
      fault,
    }),
  );

const iso = (at: string | null): string | null => (at === null ? null : new Date(at).toISOString());
