import { z } from 'zod';
import {
  type Actor,
  type AskEngines,
  answer,
  type Operation,
  permissions,
  type Workspace,
} from '#src/access/index.ts';
import { isDomainError } from '#src/basics/errors.ts';

/** Two workspaces: one asks, the other's belongings must never be seen or touched. */
export interface Walk {
  readonly operations: readonly Operation[];
  readonly engines: AskEngines;
  /** Who asks: may do everything there. */
  readonly asker: Workspace;
  /** The other workspace's ids, by the name of the field that takes them: `{ id: ['key_…'], number: [7] }`. */
  readonly foreignIds: Readonly<Record<string, readonly (string | number)[]>>;
  /** Texts that stand only in the other workspace: names, keys, ids, people. None may be in any answer. */
  readonly foreignTexts: readonly string[];
  /** Inputs for operations whose schema alone does not tell a valid one, by operation name. */
  readonly inputs?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Operations whose very purpose is to tell more than one workspace, such as `workspaces.list` of a person. */
  readonly leaveOut?: readonly string[];
}

/** What the walk found wrong; an empty list is the wall holding. */
export interface Breach {
  readonly operation: string;
  readonly input: unknown;
  readonly why: string;
}

/** How far the walk went. */
export interface Walked {
  readonly breaches: readonly Breach[];
  /** Operations that answered or refused as not found: the others refused the input and proved nothing. */
  readonly reached: readonly string[];
}

/**
 * Asks every operation from one workspace with the other's ids in every field that takes an id, and looks through
 * everything that is said, refusals too. An operation that is given a foreign id must answer as if there were none:
 * refuse as not found, or give nothing of the other's.
 */
export async function walkIsolation(walk: Walk): Promise<Walked> {
  const breaches: Breach[] = [];
  const reached = new Set<string>();
  for (const operation of walk.operations.filter(({ name }) => !(walk.leaveOut ?? []).includes(name))) {
    for (const input of inputsOf(operation, walk)) {
      const said = await asked(walk, operation, input);
      if (said.reached) reached.add(operation.name);
      const leaked = walk.foreignTexts.find(
        (text) => said.text.includes(text) && !JSON.stringify(input).includes(text),
      );
      if (leaked !== undefined) breaches.push({ operation: operation.name, input, why: `says "${leaked}"` });
      if (said.fault !== undefined) breaches.push({ operation: operation.name, input, why: said.fault });
      if (said.done && operation.writes && holdsForeignId(input, walk)) {
        breaches.push({ operation: operation.name, input, why: 'was done to what belongs to another' });
      }
    }
  }
  return { breaches, reached: [...reached] };
}

interface Said {
  readonly text: string;
  readonly reached: boolean;
  readonly done: boolean;
  readonly fault?: string;
}

async function asked({ engines, asker }: Walk, operation: Operation, input: unknown): Promise<Said> {
  const actor: Actor = { kind: 'key', id: 'key_walk', permissions: new Set(permissions), language: 'en' };
  try {
    const given = await answer(engines, { operation, workspace: asker, actor, input });
    return { text: JSON.stringify(given) ?? '', reached: true, done: true };
  } catch (error) {
    if (isDomainError(error)) {
      const text = JSON.stringify([error.message, { ...error.details, got: undefined }]);
      return { text, reached: error.kind !== 'invalid', done: false };
    }
    return {
      text: String(error),
      reached: true,
      done: false,
      fault: `a fault instead of an answer: ${String(error)}`,
    };
  }
}

const holdsForeignId = (input: unknown, { foreignIds }: Walk): boolean => {
  const text = JSON.stringify(input);
  return Object.values(foreignIds)
    .flat()
    .some((id) =>
      typeof id === 'number' ? new RegExp(`[:,[]${id}[,}\\]]`).test(text) : text.includes(JSON.stringify(id)),
    );
};

/** One input as the schema wants it, and one for each foreign id in each field that could take it. */
function inputsOf(operation: Operation, walk: Walk): readonly Readonly<Record<string, unknown>>[] {
  const schema = z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' });
  const properties = Object.entries(schema.properties ?? {});
  const required = new Set(schema.required ?? []);
  const plain = Object.fromEntries(
    properties.filter(([name]) => required.has(name)).map(([name, one]) => [name, sample(one)]),
  );
  const base = { ...plain, ...walk.inputs?.[operation.name] };
  const withForeign = properties.flatMap(([name]) =>
    (walk.foreignIds[name] ?? []).map((id) => ({ ...base, [name]: id })),
  );
  return [base, ...withForeign];
}

/** Some value of a JSON schema: enough for most; give the others in `inputs`. */
function sample(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return 'walk';
  const one = schema as z.core.JSONSchema.JSONSchema; // what zod writes
  if (one.default !== undefined) return one.default;
  if (one.const !== undefined) return one.const;
  if (one.enum !== undefined) return one.enum[0];
  const [alternative] = one.anyOf ?? one.oneOf ?? [];
  if (alternative !== undefined) return sample(alternative);
  if (one.type === 'integer' || one.type === 'number')
    return Math.max(Number(one.minimum ?? 1), Number(one.exclusiveMinimum ?? 0) + 0.5);
  if (one.type === 'boolean') return false;
  if (one.type === 'array') return Array.from({ length: one.minItems ?? 0 }, () => sample(one.items));
  if (one.type === 'object') {
    return Object.fromEntries((one.required ?? []).map((name) => [name, sample(one.properties?.[name])]));
  }
  return text(one);
}

function text({ format }: z.core.JSONSchema.JSONSchema): string {
  if (format === 'email') return 'walk@example.com';
  if (format === 'date') return '2026-01-01';
  if (format === 'date-time') return '2027-01-01T00:00:00Z';
  return 'walk';
}
