import type { Context } from '#src/access/index.ts';
import { type EventMatch, requireKnown } from '#src/customers/event-match/index.ts';
import { type Engines, type Frame, type FrameAsk, framed } from '#src/customers/frame/index.ts';
import { requireTraits } from '#src/customers/traits/index.ts';
import type { AhaDefinition, Rule, Version } from './ask.ts';
import { definitionOf, versionOf } from './definitions.ts';

/** A question about an adopted definition, with its circumstances settled. */
export interface DefinedPlan {
  readonly frame: Frame;
  readonly definition: AhaDefinition;
  readonly version: Version;
}

/** @throws DomainError `aha.unknown`, `aha.unknown_version`, those of the people's conditions */
export async function definedPlan(
  context: Engines,
  ask: FrameAsk & { readonly definition: string; readonly version?: number | undefined },
): Promise<DefinedPlan> {
  const definition = await definitionOf(context.records, ask.definition);
  return { frame: await framed(context, ask), definition, version: versionOf(definition, ask.version) };
}

/**
 * Refuses channels told apart by what nobody ever bore.
 *
 * @throws DomainError `insights.unknown_property`, `traits.unknown`
 */
export async function requireChannel(
  context: Context,
  channel: AhaDefinition['channel'] | undefined,
  start: EventMatch,
): Promise<void> {
  if (channel == null) return;
  const { by, name } = channel;
  const unit = context.workspace.countingUnit;
  await (by === 'trait'
    ? requireTraits(context, [{ field: 'channel.name', trait: name, unit }])
    : requireKnown(context, [{ field: 'channel.name', match: start, properties: [name] }]));
}

/** Refuses a rule about what never arrived. @throws DomainError `insights.unknown_event`, `insights.unknown_property` */
export const requireRule = (context: Context, { start, match }: Rule): Promise<void> =>
  requireKnown(context, [
    { field: 'rule.start', match: start },
    { field: 'rule.match', match },
  ]);
