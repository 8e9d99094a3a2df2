import { z } from 'zod';
import { LocalDate } from '#src/customers/frame/index.ts';

/** Figures of a campaign's day that are counted in whole numbers. */
export const countNames = ['impressions', 'clicks', 'sends', 'replies'] as const;
export type CountName = (typeof countNames)[number];

/** Every field of a row, in the order in which a file shows them. */
export const rowFields = ['campaign', 'channel', 'day', 'cost', 'currency', ...countNames] as const;
export type RowField = (typeof rowFields)[number];

/** How many rows one import takes. */
export const mostRows = 20_000;

const cell = z.union([z.string().max(1000), z.number(), z.null()]).optional();

/** The question of `acquisition.import`. Each cell is judged by itself, so that one bad row does not refuse all. */
export const ImportAsk = z.object({
  rows: z
    .array(
      z.object({
        campaign: cell.describe('Name of the campaign'),
        channel: cell.describe('Its channel; none unless told'),
        day: cell.describe('Local day of the workspace, 2026-01-31'),
        cost: cell.describe('In whole units of the currency, "12.34"; kept in whole cents'),
        currency: cell.describe("Must be the workspace's; that unless told"),
        impressions: cell,
        clicks: cell,
        sends: cell,
        replies: cell,
      }),
    )
    .min(1)
    .max(mostRows),
});
export type ImportAsk = z.output<typeof ImportAsk>;

/** The question of `acquisition.import-csv`. */
export const ImportCsvAsk = z.object({
  csv: z
    .string()
    .min(1)
    .max(900_000)
    .describe(
      'A table with a row of names: campaign, channel, day, cost, currency, impressions, clicks, sends, replies',
    ),
  dates: z
    .enum(['ymd', 'dmy', 'mdy'])
    .default('ymd')
    .describe('How days are written: 2026-01-31, 31/01/2026, 01/31/2026'),
  decimal: z
    .enum(['.', ','])
    .optional()
    .describe(
      'The mark of decimals in costs; read from them unless told, and refused where 2.500 may be both',
    ),
});
export type ImportCsvAsk = z.output<typeof ImportCsvAsk>;

/** The question of `acquisition.recognise`. */
export const RecogniseAsk = z.object({
  head: z.string().max(100_000).describe('The beginning of a text file, its first row at least'),
});

/** Whether a file tells of campaigns. */
export const Recognised = z.object({
  campaigns: z.boolean().describe('It names a campaign, a day and at least one figure'),
  fields: z.array(z.enum(rowFields)).describe('What its columns were understood as'),
  ignored: z.array(z.string()).describe('Columns that mean nothing here, the first 100'),
});
export type Recognised = z.output<typeof Recognised>;

/** What became of the rows. */
export const Imported = z.object({
  rows: z.int().describe('Rows read'),
  added: z.int(),
  replaced: z.int().describe('Told before, otherwise; what they were is in the audit log'),
  unchanged: z.int().describe('Told before, the same'),
  refused: z.int(),
  refusals: z
    .array(
      z.object({
        row: z.int().describe('Its place: from 1; in a file, the line as a spreadsheet counts it'),
        field: z.string(),
        expected: z.string(),
        got: z.string(),
      }),
    )
    .describe('Why, the first 200; the other rows are kept'),
  ignored: z.array(z.string()).describe('Columns of the file that mean nothing here'),
});
export type Imported = z.output<typeof Imported>;

/** The question of `acquisition.remove`. */
export const RemoveAsk = z.object({
  campaign: z.string().min(1).max(200),
  channel: z.string().max(200).optional().describe('Only of this channel ("": without one); all unless told'),
  from: LocalDate.optional(),
  to: LocalDate.optional().describe('Included'),
});
export type RemoveAsk = z.output<typeof RemoveAsk>;

/** What is imported, campaign by campaign. */
export const Campaigns = z.object({
  currency: z.string(),
  campaigns: z
    .array(
      z.object({
        campaign: z.string(),
        channel: z.string().nullable(),
        days: z.int(),
        first: LocalDate,
        last: LocalDate,
        importedAt: z.string(),
      }),
    )
    .describe('In the order of the alphabet; the first 1,000'),
});
export type Campaigns = z.output<typeof Campaigns>;
