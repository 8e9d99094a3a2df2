import type { z } from 'zod';
import type { PhasePeopleAsk } from '#src/insights/phase-board/index.ts';

type Which = z.output<typeof PhasePeopleAsk>['which'];
export type PhaseName = Extract<Which, { kind: 'flow' }>['to'];
export type StatusName = Extract<Which, { kind: 'status' }>['status'];

/** The five phases in the order of a life. */
export const fivePhases = [
  'conquest',
  'conversion',
  'loyalty',
  'attrition',
  'retention',
] as const satisfies readonly PhaseName[];

/** How a life with us may end. */
export const ends = ['ended', 'not_renewed', 'cancelled', 'lost'] as const satisfies readonly PhaseName[];

/** All that somebody may be in, as menus order it. */
export const phaseNames = [...fivePhases, ...ends] as const;

/** What is said beside a phase, as menus order it. */
export const statusNames = [
  'none',
  'cart_abandoned',
  'watch',
  'warning',
  'reconquered',
  'paused',
  'awaited',
  'out_of_season',
  'missed_season',
  'renewable',
] as const satisfies readonly StatusName[];
