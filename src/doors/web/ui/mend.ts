import { recordOf } from './address.ts';

/** What a name is the name of: the same word may name an event, a property of it and a trait. */
export type NameOf = 'event' | 'property' | 'trait';

/** A name that nothing bears, and the one that was probably meant. */
export interface Misspelt {
  /** Undefined where the refusal does not tell; then only its field is mended. */
  readonly of: NameOf | undefined;
  /** Where it stood in what the server was asked: `steps[2].where[0].property`. */
  readonly field: string | undefined;
  readonly wrong: string;
  readonly right: string;
}

/**
 * A question in which the name that was meant stands in the place of the wrong one: there alone where the address writes
 * that place as the server does; else among names of its own kind, first in the parts that say it (`startWhere` for
 * `start.where[0].property`, `backWhere` for `return.where[0].property`). Values that are tested, and names of another
 * kind, stay.
 */
export function mended(question: unknown, misspelt: Misspelt): unknown {
  const path = (misspelt.field ?? '').split(/[.[\]]+/).filter((part) => part !== '');
  const exactly = mendedAt(question, path, misspelt);
  if (exactly !== undefined) return exactly;
  const { of } = misspelt;
  const [head] = path;
  if (of === undefined || head === undefined) return question;
  const called = [head, ...(calledElse[head] ?? [])];
  const near = Object.fromEntries(
    Object.entries(recordOf(question)).map(([part, value]) => [
      part,
      called.some((name) => part.startsWith(name)) ? mendedPart(part, value, misspelt) : value,
    ]),
  );
  return JSON.stringify(near) === JSON.stringify(question) ? mendedRecord(question, misspelt) : near;
}

/** Parts of addresses that say of a place what is not called after it: `measure` adds up what the return event bears. */
const calledElse: Readonly<Record<string, readonly string[]>> = {
  start: ['by'],
  return: ['back', 'measure', 'quantity'],
};

/** The question with that one place mended; undefined where the wrong name does not stand there. */
function mendedAt(question: unknown, path: readonly string[], misspelt: Misspelt): unknown {
  const [part, ...rest] = path;
  if (part === undefined) return question === misspelt.wrong ? misspelt.right : undefined;
  if (Array.isArray(question)) {
    const inside = mendedAt(question[Number(part)], rest, misspelt);
    return inside === undefined ? undefined : question.with(Number(part), inside);
  }
  const inside = mendedAt(recordOf(question)[part], rest, misspelt);
  return inside === undefined ? undefined : { ...recordOf(question), [part]: inside };
}

function mendedRecord(question: unknown, misspelt: Misspelt): unknown {
  if (Array.isArray(question)) return question.map((one) => mendedRecord(one, misspelt));
  if (typeof question !== 'object' || question === null) return question;
  const record = recordOf(question);
  return Object.fromEntries(
    Object.entries(record).map(([part, value]) => [
      part,
      part === 'name' && value === misspelt.wrong
        ? namedBy(record.by, misspelt)
        : mendedPart(part, value, misspelt),
    ]),
  );
}

/** Parts of questions and addresses that hold a name, or several, and of what. */
const namesIn: Readonly<Record<string, NameOf>> = {
  event: 'event',
  start: 'event',
  back: 'event',
  events: 'event',
  exclude: 'event',
  leaveOut: 'event',
  property: 'property',
  trait: 'trait',
};

/** A name after what it is of, as addresses write it: `trait:canal`, `sum:revenue`. */
const ofSomething = /^(trait|property|start_property|sum|mean|per_customer):(.+)$/;

function mendedPart(part: string, value: unknown, misspelt: Misspelt): unknown {
  const { of, wrong, right } = misspelt;
  if (typeof value === 'string') {
    if (namesIn[part] === of && value === wrong) return right;
    if (part === 'quantity' && of === 'property' && value.slice(0, value.lastIndexOf(':')) === wrong)
      return `${right}${value.slice(value.lastIndexOf(':'))}`;
    const [, kind, name] = ofSomething.exec(value) ?? [];
    return name === wrong && of === (kind === 'trait' ? 'trait' : 'property') ? `${kind}:${right}` : value;
  }
  if (Array.isArray(value) && namesIn[part] === of)
    return value.map((one) => (one === wrong ? right : mendedRecord(one, misspelt)));
  return mendedRecord(value, misspelt);
}

/** A name that tells people apart, by what it is the name of: `{ by: 'trait', name: 'canal' }`. */
function namedBy(by: unknown, { of, wrong, right }: Misspelt): string {
  const named = by === 'trait' ? 'trait' : String(by).endsWith('property') ? 'property' : undefined;
  return named !== undefined && named === of ? right : wrong;
}
