import { z } from 'zod';
import { Words } from '#src/customers/frame/index.ts';
import { SegmentRule } from '#src/customers/segment-rules/index.ts';

export const Unit = z.enum(['customer', 'account']);
export const id = z.string().min(1).max(40).describe('seg_…');
export const name = z.string().trim().min(1).max(200);

/** One version of a segment's rule. */
export const SegmentVersion = z.object({
  version: z.int(),
  rule: SegmentRule,
  words: Words.describe('Whom it holds for, as the end of a sentence: those who …'),
  createdAt: z.string(),
  createdBy: z.string(),
});
export type SegmentVersion = z.output<typeof SegmentVersion>;

/** A segment, and how well it is kept. */
export const Segment = z.object({
  id: z.string(),
  name: z.string(),
  unit: Unit,
  retiredAt: z.string().nullable().describe('Since then not kept any more'),
  current: SegmentVersion,
  versions: z.array(SegmentVersion).describe('Latest first'),
  size: z.int().nullable().describe('How many are in it; null before its first count'),
  freshAt: z.string().nullable().describe('Its members were right at this instant'),
  keptSince: z.string().nullable().describe('When it was first counted: members before are not known'),
  counting: z.boolean().describe('Its members are still those of an earlier version, or not counted yet'),
  fault: z.string().nullable().describe('Why it cannot be kept at present, as a refusal’s code'),
  createdAt: z.string(),
  createdBy: z.string(),
});
export type Segment = z.output<typeof Segment>;
