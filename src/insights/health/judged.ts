import { type Engines, type Frame, framed } from '#src/customers/frame/index.ts';
import {
  type Health,
  type Holder,
  heldAt,
  judgingAt,
  type KnownFacts,
  knownFacts,
  Reading,
  rulesOf,
  type Template,
} from '#src/insights/health-measures/index.ts';
import type { AdoptedTemplate, HealthAsk, Which } from './ask.ts';
import { templateAt } from './templates.ts';

/** A holder with its health. */
export interface HolderHealth {
  readonly holder: Holder;
  readonly health: Health;
}

/** What a question stands on. */
export interface Ground {
  readonly frame: Frame;
  readonly known: KnownFacts;
  readonly adopted: AdoptedTemplate;
  readonly among: 'holding' | 'known';
  /** Those the question is about. */
  readonly holders: readonly Holder[];
}

/**
 * Settles whose health is asked about, and by which template.
 *
 * @throws DomainError `health.unknown_version`, `health.too_many`, those of the frame and of the people's conditions
 */
export async function groundOf(
  engines: Engines,
  ask: Omit<HealthAsk, 'version'> & { version?: number | undefined },
): Promise<Ground> {
  const frame = await framed(engines, ask);
  const [known, adopted] = await Promise.all([
    knownFacts(engines, frame),
    templateAt(engines.records, frame.unit, { asOf: frame.asOf, version: ask.version }),
  ]);
  const among = ask.among ?? (known.versions.size > 0 ? 'holding' : 'known');
  const holds = ({ key }: Holder) => heldAt(known.versions.get(key), frame.asOf).length > 0;
  const seen = ({ since }: Holder) => since !== null;
  const holders = known.holders.filter((holder) => holds(holder) || (among === 'known' && seen(holder)));
  return { frame, known, adopted, among, holders };
}

/** Everyone's health at the question's instant, by each of some templates, in one pass over the events. */
export async function healthBy(
  engines: Engines,
  { frame, known, holders }: Ground,
  templates: readonly Template[],
): Promise<HolderHealth[][]> {
  const reading = new Reading();
  const rules = templates.map((template) => rulesOf(template, known, reading));
  const [first] = rules;
  if (first === undefined) return [];
  const judge = await judgingAt(
    engines,
    { frame, known, reading, rules: first },
    { kind: 'all', at: [frame.asOf] },
  );
  return rules.map((by) => holders.map((holder) => ({ holder, health: judge(holder, 0, by) })));
}

/** Everyone's health at the question's instant, by the template in force. */
export async function healthOf(
  engines: Engines,
  ask: HealthAsk,
): Promise<Ground & { readonly all: readonly HolderHealth[] }> {
  const ground = await groundOf(engines, ask);
  const [all = []] = await healthBy(engines, ground, [ground.adopted.template]);
  return { ...ground, all };
}

/** Whether somebody is counted by a number of the board. */
export function isCounted({ holder, health }: HolderHealth, which: Which): boolean {
  switch (which.kind) {
    case 'all':
      return true;
    case 'overall':
      return health.colour === which.colour;
    case 'dimension':
      return health.dimensions.some(({ key, colour }) => key === which.key && colour === which.colour);
    case 'any_red':
      return health.red.length > 0;
    case 'hidden_red':
      return health.red.length > 0 && health.colour !== null && health.colour !== 'red';
    case 'improving':
      return health.improving;
    case 'unseen':
      return health.held.length > 0 && holder.since === null;
    case 'out_of_season':
    case 'awaited':
      return health.expected.when === 'not_now' && health.expected.why === which.kind;
  }
}
