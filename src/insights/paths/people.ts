import { DomainError } from '#src/basics/errors.ts';
import { type Sql, sql, typed } from '#src/basics/sql.ts';
import { allOf } from '#src/customers/filters/index.ts';
import { type Engines, listedBy, type PeopleBehind } from '#src/customers/frame/index.ts';
import type { PathNext, PathPeopleAsk, PathWhich } from './ask.ts';
import { type Plan, planned } from './plan.ts';
import { ended, open, sequences } from './sequences.ts';
import { talliedWhole } from './tallies.ts';
import { type Alone, standingAlone } from './tree.ts';

/** A number of the tree. */
export type PathNumber = Pick<PathPeopleAsk, 'ask' | 'which'>;

/** Those behind a number of the tree. @throws DomainError `paths.no_such_place`, those of the question */
export async function chosen(engines: Engines, { ask, which }: PathNumber): Promise<PeopleBehind> {
  const plan = await planned(engines, ask);
  requireDepth(plan, which);
  const alone = speaksOfOthers(which) ? standingAlone(plan, await talliedWhole(engines, plan)) : [];
  const people = sql`
    select groupBitmapState(unit) as people
    from ${sequences(plan, 'whole')}
    where ${plan.from > plan.to ? sql`false` : conditionOf(plan, alone, which)}`;
  return { frame: plan, people };
}

export const { page: pageOf, everyone: everyoneBehind } = listedBy(chosen);

const speaksOfOthers = (which: PathWhich): boolean =>
  (which.kind === 'node' && which.place.kind === 'others') ||
  (which.kind === 'edge' && (which.from.kind === 'others' || which.to.kind === 'others'));

function requireDepth({ ask }: Plan, which: PathWhich): void {
  if (which.kind === 'entered') return;
  const last = { node: ask.steps, edge: ask.steps - 1, path: ask.steps + 1 }[which.kind];
  const got = which.kind === 'path' ? which.names.length : which.depth;
  if (got <= last) return;
  throw noSuchPlace(which.kind === 'path' ? 'which.names' : 'which.depth', `at most ${last}`, got);
}

function conditionOf(plan: Plan, alone: Alone, which: PathWhich): Sql {
  if (which.kind === 'entered') return sql`true`;
  if (which.kind === 'node') return isAt(plan, alone, { depth: which.depth, place: which.place });
  if (which.kind === 'edge') {
    return allOf([
      isAt(plan, alone, { depth: which.depth, place: which.from }),
      isAt(plan, alone, { depth: which.depth + 1, place: which.to }),
    ]);
  }
  const codes = which.names.map((name) => codeOf(plan, name, 'which.names'));
  const end = { full: [], ended: [ended], open: [open] }[which.tail];
  if (which.tail === 'full' && codes.length !== plan.ask.steps + 1) {
    throw noSuchPlace('which.names', `${plan.ask.steps + 1} names for a path of all steps`, codes.length);
  }
  return sql`arrayMap(code -> toUInt32(code), path) = ${typed('Array(UInt32)', [...codes, ...end])}`;
}

/** Whether a path is there at a depth. Beyond its end, arrayElement would say 0, which is a code. */
function isAt(plan: Plan, alone: Alone, { depth, place }: { depth: number; place: PathNext }): Sql {
  const here = sql`arrayElement(path, ${typed('UInt64', depth + 1)})`;
  const there = sql`length(path) > ${typed('UInt64', depth)}`;
  if (place.kind === 'others') {
    const others = typed('Array(UInt32)', [...(alone[depth] ?? []), ended, open]);
    return sql`${there} and not has(${others}, toUInt32(${here}))`;
  }
  const code =
    place.kind === 'named' ? codeOf(plan, place.name, 'which') : place.kind === 'ended' ? ended : open;
  return sql`${there} and ${here} = ${typed('UInt32', code)}`;
}

function codeOf({ labels }: Plan, name: string, field: string): number {
  const code = labels.indexOf(name);
  if (code >= 0) return code;
  throw noSuchPlace(field, 'the name of a step of the answer', name);
}

const noSuchPlace = (field: string, expected: string, got: unknown): DomainError =>
  new DomainError('paths.no_such_place', { kind: 'not_found', field, expected, got });
