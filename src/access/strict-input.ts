import { z } from 'zod';
import { nearest } from '#src/basics/nearest.ts';

/**
 * The same schema, refusing fields that it does not name, at every depth: a misspelt field would otherwise be left out
 * of the question in silence. The refusal names the nearest field that there is.
 *
 * Objects that say themselves what becomes of other fields (`looseObject`, `catchall`) stay as they are, and so do the
 * sides of an intersection, each of which sees the other's fields.
 */
export const strictInput = <Schema extends z.ZodType>(schema: Schema): Schema => strict(schema) as Schema; // a clone of its own kind

function strict(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodObject) return strictObject(schema);
  if (schema instanceof z.ZodArray) return withDef(schema, { element: strict(schema.def.element) });
  if (schema instanceof z.ZodTuple) return withDef(schema, { items: schema.def.items.map(strict) });
  if (schema instanceof z.ZodRecord) return withDef(schema, { valueType: strict(schema.def.valueType) });
  if (schema instanceof z.ZodUnion) return withDef(schema, { options: schema.def.options.map(strict) });
  if (schema instanceof z.ZodPipe) return withDef(schema, { in: strict(schema.def.in) });
  if (isWrapper(schema)) return withDef(schema, { innerType: strict(schema.def.innerType) });
  return schema;
}

const isWrapper = (schema: z.core.$ZodType) =>
  schema instanceof z.ZodOptional ||
  schema instanceof z.ZodNullable ||
  schema instanceof z.ZodDefault ||
  schema instanceof z.ZodPrefault ||
  schema instanceof z.ZodReadonly ||
  schema instanceof z.ZodCatch;

function strictObject(schema: z.ZodObject): z.core.$ZodType {
  const { catchall, shape } = schema.def;
  const open = catchall !== undefined && !(catchall instanceof z.ZodNever);
  const inner = Object.fromEntries(Object.entries(shape).map(([name, field]) => [name, strict(field)]));
  if (open) return withDef(schema, { shape: inner });
  const names = Object.keys(shape);
  const told = schema.def.error as z.core.$ZodErrorMap | undefined; // declared for its own issues alone
  return withDef(schema, {
    shape: inner,
    catchall: z.never(),
    error: (issue: z.core.$ZodRawIssue) =>
      issue.code === 'unrecognized_keys' ? noSuchField(issue.keys, names) : told?.(issue),
  });
}

/** A clone that keeps its checks and what is described of it. */
function withDef(schema: z.core.$ZodType, change: object): z.core.$ZodType {
  return z.core.clone(schema, { ...schema._zod.def, ...change }, { parent: true });
}

function noSuchField(unknown: readonly string[], names: readonly string[]): string {
  const [first = ''] = unknown;
  if (names.length === 0) return 'no field of this name; there are none';
  const near = nearest(first, names);
  return near === undefined
    ? `no field of this name; there are ${names.join(', ')}`
    : `no field of this name; perhaps ${near} is meant`;
}
