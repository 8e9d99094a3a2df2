import { z } from 'zod';
import { Words } from '#src/customers/frame/index.ts';
import { Drawn } from './drawn.ts';

export const mapId = z.string().min(1).max(40).describe('jmp_…');
export const mapName = z.string().trim().min(1).max(200);

/** A version without what is drawn: for choosing one. */
export const VersionHead = z.object({
  version: z.int(),
  restores: z.int().nullable().describe('The version it brought back; null where it was drawn anew'),
  createdAt: z.string(),
  createdBy: z.string().describe('user:…, key:…, cli'),
  by: z.string().nullable().describe('What they are called, where they still exist'),
});
export type VersionHead = z.output<typeof VersionHead>;

/** A version as it was drawn. It never changes. */
export const MapVersion = VersionHead.extend({ drawn: Drawn });
export type MapVersion = z.output<typeof MapVersion>;

/** A map with one of its versions. */
export const JourneyMap = z.object({
  id: mapId,
  name: z.string(),
  retiredAt: z.string().nullable().describe('Since when it is removed'),
  shown: MapVersion.describe('The version asked for, or the latest'),
  versions: z.array(VersionHead).describe('Latest first'),
  createdAt: z.string(),
  createdBy: z.string(),
});
export type JourneyMap = z.output<typeof JourneyMap>;

/** A map as the list shows it. */
export const Summary = z.object({
  id: mapId,
  name: z.string(),
  retiredAt: z.string().nullable(),
  stages: z.int(),
  steps: z.int(),
  measured: z.int().describe('Steps bound to events'),
  version: z.int(),
  changedAt: z.string(),
  changedBy: z.string(),
  by: z.string().nullable(),
});
export type Summary = z.output<typeof Summary>;

export const Shown = z.object({ map: JourneyMap });

export const ReadAsk = z.object({
  id: mapId,
  version: z.int().min(1).optional().describe('The latest unless told'),
});
export const CreateAsk = z.object({ name: mapName, drawn: Drawn });
export const ChangeAsk = z.object({
  id: mapId,
  name: mapName.optional(),
  drawn: Drawn.optional().describe('Anything else than now makes a new version'),
  after: z
    .int()
    .min(1)
    .optional()
    .describe('The version it was drawn from: refused where somebody has changed the map since'),
});
export const OneAsk = z.object({ id: mapId });
export const RestoreVersionAsk = z.object({ id: mapId, version: z.int().min(1) });
export const DifferenceAsk = z.object({
  id: mapId,
  from: z.int().min(1).describe('A version'),
  to: z.int().min(1).optional().describe('Another one; the latest unless told'),
});

/** What became of a stage or step between two versions. */
export const Changed = z.object({
  of: z.enum(['map', 'stage', 'step']),
  id: z.string().describe('Of the stage or step; empty for the map'),
  kind: z.enum(['added', 'removed', 'moved', 'renamed', 'rebound', 'restated']),
  words: Words,
});
export type Changed = z.output<typeof Changed>;

export const Difference = z.object({
  from: z.int(),
  to: z.int(),
  changes: z.array(Changed).describe('In the order of the later version; what was removed last'),
});
export type Difference = z.output<typeof Difference>;
