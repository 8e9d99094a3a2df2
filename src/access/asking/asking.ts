import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { DomainError } from '#src/basics/errors.ts';
import type { Clock } from '#src/engines/clock/index.ts';
import type { Jobs } from '#src/engines/jobs/port.ts';
import type { Records } from '#src/engines/records/port.ts';
import type { Warehouse } from '#src/engines/warehouse/port.ts';
import type { Actor } from '../actor.ts';
import type { Audit } from '../audit/index.ts';
import { type Operation, type Trace, whileAwaited } from '../operation.ts';
import type { Workspace } from '../workspace.ts';
import { fitted, isRecord } from './input.ts';

/** The engines that operations work with. */
export interface AskEngines {
  readonly records: Records;
  readonly warehouse: Warehouse;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly audit: Audit;
  /** In tests: an answer that does not fit its declared schema is a fault. */
  readonly checksAnswers?: boolean;
}

/** One question: who asks what of which workspace. */
export interface Ask {
  readonly operation: Operation;
  readonly workspace: Workspace;
  readonly actor: Actor;
  /** As it came: it is checked here. */
  readonly input: unknown;
  readonly signal?: AbortSignal;
  /** Also leaves a trace of a question that changes nothing: for exports and assistants. */
  readonly audited?: string;
}

/**
 * Answers a question: the one way from a door to an operation. Checks the permission, then the input; runs; writes what
 * was changed to the audit log. The answer is as the operation gives it (the doors' tests hold it against its schema).
 *
 * @throws DomainError `access.forbidden`, `access.invalid_input`, and whatever the operation refuses
 */
export async function answer(engines: AskEngines, ask: Ask): Promise<unknown> {
  const { operation, workspace, actor } = ask;
  requirePermission(operation, actor);
  requireOwnQuestion(ask);
  const input = fitted(operation.input, ask.input);
  let trace: Trace = operation.writes
    ? { after: isRecord(input) ? input : { input } }
    : { after: askedFor(ask.input) };
  let noted = false;
  const output = await operation.run(
    {
      workspace,
      actor,
      warehouse: engines.warehouse.of(workspace.number),
      records: engines.records.of(workspace.number),
      jobs: engines.jobs,
      clock: engines.clock,
      note: (told) => {
        trace = told;
        noted = true;
      },
      ...whileAwaited(ask),
    },
    input,
  );
  if (operation.writes || noted || ask.audited !== undefined) {
    const action = ask.audited === undefined ? operation.name : `${ask.audited}:${operation.name}`;
    await engines.audit.record({ ...trace, workspace: workspace.number, actor, action });
  }
  if (engines.checksAnswers === true) requireDeclared(operation, output);
  return output;
}

/** A question may name a person: the log of who asked what keeps which fields were given and a fingerprint of them. */
const askedFor = (input: unknown): Record<string, unknown> => ({
  fields: isRecord(input) ? Object.keys(input) : [],
  sha256: createHash('sha256')
    .update(JSON.stringify(input) ?? '')
    .digest('hex'),
});

function requirePermission({ needs }: Operation, actor: Actor): void {
  if (actor.permissions.has(needs)) return;
  const expected = `the permission ${needs}`;
  throw new DomainError('access.forbidden', { kind: 'forbidden', expected, got: [...actor.permissions] });
}

/** Who may ask only some questions is refused every other one, and every other form of the same. */
function requireOwnQuestion({ operation, actor, input }: Ask): void {
  const own = actor.only?.some(
    (one) => one.operation === operation.name && isDeepStrictEqual(one.ask, input),
  );
  if (own !== false) return;
  throw new DomainError('access.forbidden', {
    kind: 'forbidden',
    expected: 'a question that was shared',
    got: operation.name,
  });
}

function requireDeclared({ name, output }: Operation, given: unknown): void {
  const result = output.safeParse(given);
  if (!result.success)
    throw new Error(`the answer of ${name} is not as declared: ${z.prettifyError(result.error)}`);
}
