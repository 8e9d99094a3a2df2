import { decodeEntry } from '../intake/index.ts';
import { compilePlan } from './compiled.ts';
import type { Plan, Rules } from './document.ts';
import { type Finding, judgeByPlan } from './judge.ts';

/** What does not conform in a sample of events. */
export interface SampleFault {
  readonly event: string;
  readonly property: string | null;
  readonly reason: Finding['reason'] | 'intake.unreadable';
  readonly events: number;
  /** The first line it stands on, from 1. */
  readonly line: number;
}

/** How a sample of events holds against a plan. */
export interface SampleCheck {
  readonly events: number;
  readonly conforming: number;
  /** Most frequent first. */
  readonly faults: readonly SampleFault[];
  /** Events of the plan that are not in the sample: no fault. */
  readonly absent: readonly string[];
}

/** Everything is noticed, whatever the plan's own rules let pass. */
const strict: Rules = {
  unknownEvent: 'flag',
  missingProperty: 'flag',
  wrongType: 'flag',
  valueNotAllowed: 'flag',
  unplannedProperty: 'flag',
};

/**
 * Holds events, one Segment-shaped JSON object a line, against a plan. Nothing is stored or asked of a server.
 *
 * @param lines empty ones are left out
 */
export async function checkSample(
  plan: Plan,
  lines: AsyncIterable<string> | Iterable<string>,
): Promise<SampleCheck> {
  const compiled = compilePlan({ ...plan, rules: strict });
  const faults = new Map<string, SampleFault>();
  const seen = new Set<string>();
  let events = 0;
  let conforming = 0;
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (text.trim() === '') continue;
    events += 1;
    const { event, found } = foundIn(compiled, text);
    seen.add(event);
    if (found.length === 0) conforming += 1;
    for (const fault of found) {
      const key = JSON.stringify([fault.event, fault.property, fault.reason]);
      const counted = faults.get(key) ?? { ...fault, events: 0, line };
      faults.set(key, { ...counted, events: counted.events + 1 });
    }
  }
  return {
    events,
    conforming,
    faults: [...faults.values()].sort((a, b) => b.events - a.events || a.line - b.line),
    absent: plan.events.filter(({ active, name }) => active && !seen.has(name)).map(({ name }) => name),
  };
}

type Found = Pick<SampleFault, 'event' | 'property' | 'reason'>;

function foundIn(plan: ReturnType<typeof compilePlan>, text: string): { event: string; found: Found[] } {
  const [read] = decodeEntry({
    workspace: 0,
    source: 0,
    shape: 'import.event',
    receivedAt: 0,
    sentAt: null,
    events: 1,
    body: Buffer.from(text),
  });
  if (read?.outcome !== 'received') {
    return { event: '', found: [{ event: '', property: read?.field ?? null, reason: 'intake.unreadable' }] };
  }
  const judged = judgeByPlan(plan, read);
  const event = judged.outcome === 'fixed' ? judged.event : read.event;
  const found = judged.findings.map(({ property, reason }) => ({
    event,
    property: property === '' ? null : property,
    reason,
  }));
  return { event, found };
}
