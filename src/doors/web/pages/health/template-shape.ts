import type { z } from 'zod';
import type { Dimension, Measure, MeasureKind, Template } from '#src/insights/health-measures/index.ts';
import type { Catalogue } from '../../ui/catalogue.ts';

export type MeasureDraft = z.input<typeof Measure>;

/** A dimension being changed: its events as a question writes them. */
export interface DimensionDraft extends Omit<Dimension, 'measure'> {
  readonly measure: MeasureDraft;
}

/** A template being changed. */
export interface TemplateDraft extends Omit<Template, 'dimensions'> {
  readonly dimensions: readonly DimensionDraft[];
}

/** The template as the server takes it. */
export const templateOf = ({ dimensions, ...template }: TemplateDraft): z.input<typeof Template> => ({
  ...template,
  dimensions: [...dimensions],
});

export const measureKinds: readonly MeasureKind[] = [
  'depth',
  'breadth',
  'reach',
  'amount',
  'since',
  'tickets',
  'pulse',
];

/** A measure of a kind, with the event that is most likely meant. */
export function newMeasure(kind: MeasureKind, { events }: Pick<Catalogue, 'events'>): MeasureDraft {
  const often = { event: events[0]?.event ?? null };
  const called = (name: RegExp) => events.find(({ event }) => name.test(event));
  switch (kind) {
    case 'amount':
    case 'since':
      return { kind, of: often };
    case 'tickets':
      return { kind, match: { event: called(/ticket/i)?.event ?? often.event } };
    case 'reach':
      return { kind, match: often };
    default:
      return { kind };
  }
}

type Bounds = Pick<DimensionDraft, 'judges' | 'better' | 'green' | 'yellow'>;

/** Bounds to begin with, of each kind. */
export function boundsOf(kind: MeasureKind): Bounds {
  const [level, higher] = [{ judges: 'level' }, { better: 'higher' }] as const;
  switch (kind) {
    case 'depth':
    case 'breadth':
      return { ...level, ...higher, green: 0.6, yellow: 0.3 };
    case 'reach':
    case 'amount':
      return { judges: 'change', ...higher, green: -0.1, yellow: -0.3 };
    case 'since':
      return { ...level, better: 'lower', green: 14, yellow: 30 };
    case 'tickets':
      return { ...level, better: 'lower', green: 0.5, yellow: 1 };
    case 'pulse':
      return { ...level, ...higher, green: 4, yellow: 3 };
  }
}

/** A dimension more, under a key that none has. */
export function withAnother(template: TemplateDraft): TemplateDraft {
  const keys = new Set(template.dimensions.map(({ key }) => key));
  const place = Array.from({ length: 21 }, (_, i) => i + 1).find((n) => !keys.has(`dimension-${n}`));
  const another: DimensionDraft = {
    key: `dimension-${place}`,
    name: null,
    measure: { kind: 'breadth' },
    days: 30,
    weight: 1,
    ...boundsOf('breadth'),
  };
  return { ...template, dimensions: [...template.dimensions, another] };
}
