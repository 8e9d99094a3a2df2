import { z } from 'zod';
import {
  dateShapes,
  type FieldName,
  fieldNames,
  importKinds,
  type Origin,
  presetNames,
} from '../import-files/index.ts';
import type { ImportWish } from './settle.ts';

const OriginShape = z.union([
  z.strictObject({ column: z.string() }),
  z.strictObject({ constant: z.string().describe('one text for every row') }),
  z.null().describe('no column'),
]);

/** What may be wished of a file's reading, as operations take it. */
export const WishShape = {
  as: z.enum(importKinds).optional().describe('what the rows are; proposed where absent'),
  map: z
    .partialRecord(z.enum(fieldNames), OriginShape)
    .optional()
    .describe('columns for fields; others are proposed'),
  currency: z
    .string()
    .length(3)
    .optional()
    .describe('of amounts whose row names none; the workspace’s where absent'),
  dates: z.enum(dateShapes).optional().describe('how dates are written; told from the sample where absent'),
  decimal: z.enum(['.', ',']).optional(),
  header: z.boolean().optional().describe('whether the first row names the columns'),
  preset: z
    .enum([...presetNames, 'none'])
    .optional()
    .describe('as whose export of subscriptions it is read; told by its columns where absent'),
};

/** The wishes among an operation's input. */
export function wishOf(ask: {
  readonly as?: ImportWish['as'];
  readonly map?: { readonly [field in FieldName]?: Origin | null | undefined } | undefined;
  readonly currency?: string | undefined;
  readonly dates?: ImportWish['dates'];
  readonly decimal?: ImportWish['decimal'];
  readonly header?: boolean | undefined;
  readonly preset?: ImportWish['preset'];
}): ImportWish {
  const { as, map = {}, currency, dates, decimal, header, preset } = ask;
  const told = Object.entries(map).filter(([, origin]) => origin !== undefined);
  return { as, map: Object.fromEntries(told), currency, dates, decimal, header, preset };
}

const MappingShape = z.record(
  z.string(),
  z.union([z.object({ column: z.string() }), z.object({ constant: z.string() })]),
);

export const SettledShape = z.object({
  kind: z.enum(importKinds),
  way: z.enum(['lines', 'rows']).describe('lines: events in Segment’s shape, nothing to map'),
  format: z.enum(['csv', 'jsonl', 'parquet']),
  encoding: z.string(),
  gzip: z.boolean(),
  delimiter: z.string().nullable(),
  header: z.boolean().nullable(),
  columns: z.array(z.string()),
  mapping: MappingShape,
  dates: z.record(z.string(), z.enum(dateShapes)),
  ambiguousDates: z
    .array(z.string())
    .describe('day or month first cannot be told from the sample; day first is taken'),
  decimal: z.enum(['.', ',']),
  currency: z.string(),
  timezone: z.string().describe('a date without a time is the first instant of that day in this zone'),
  preset: z.enum(presetNames).nullable().describe('whose export of subscriptions it is read as'),
  missing: z.array(z.array(z.string())).describe('one field of each list still needs a column'),
});

export const PreviewShape = z.object({
  sampled: z.number().int(),
  good: z.number().int(),
  bad: z.number().int(),
  rowsAbout: z.number().int().nullable(),
  datesOnly: z.number().int(),
  rounded: z.number().int(),
  rows: z.array(
    z.object({
      row: z.number().int(),
      stored: z.boolean(),
      what: z.string(),
      who: z.string(),
      at: z.string(),
      detail: z.string(),
      reason: z.string().describe('of a refused row; else empty'),
      field: z.string(),
      expected: z.string(),
      got: z.string(),
    }),
  ),
});

export const ImportShape = z.object({
  id: z.string(),
  name: z.string(),
  bytes: z.number(),
  kind: z.enum(importKinds),
  state: z.enum(['waiting', 'reading', 'comparing', 'loading', 'done', 'failed', 'cancelling', 'cancelled']),
  rowsRead: z.number().int(),
  rows: z.number().int().nullable().describe('known once all is read'),
  accepted: z.number().int().describe('stored + rejected + quarantined + duplicate'),
  stored: z.number().int(),
  rejected: z.number().int(),
  quarantined: z.number().int(),
  duplicate: z.number().int(),
  rowsPerSecond: z.number().int().nullable(),
  secondsLeft: z.number().int().nullable(),
  trouble: z.string().nullable(),
  createdAt: z.string(),
  begunAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
});
