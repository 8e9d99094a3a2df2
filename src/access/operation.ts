import type { z } from 'zod';
import type { Clock } from '#src/engines/clock/index.ts';
import type { Jobs } from '#src/engines/jobs/port.ts';
import type { WorkspaceRecords } from '#src/engines/records/port.ts';
import type { WorkspaceWarehouse } from '#src/engines/warehouse/port.ts';
import type { Actor } from './actor.ts';
import type { Permission } from './permissions.ts';
import { strictInput } from './strict-input.ts';
import type { Workspace } from './workspace.ts';

/** What an operation is given: one workspace, who asks, and that workspace's engines. */
export interface Context {
  readonly workspace: Workspace;
  readonly actor: Actor;
  readonly warehouse: WorkspaceWarehouse;
  readonly records: WorkspaceRecords;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /**
   * Tells the audit log what was changed; without it the log holds what was asked. A question that changes nothing leaves a
   * trace where it tells one.
   */
  readonly note?: (trace: Trace) => void;
}

/** What a writing operation leaves in the audit log. Personal data and secrets have no place in it. */
export interface Trace {
  /** Public id or name of what was changed. */
  readonly subject?: string;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
}

/**
 * Something that can be asked of Perdure, declared once: the API, the command line, the web pages and the
 * assistants' door all mount this one declaration.
 */
export interface Operation<
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Name extends string = string,
> {
  /** `slice.verb` */
  readonly name: Name;
  /** The question in plain words. */
  readonly asks: { readonly fr: string; readonly en: string };
  readonly needs: Permission;
  /** True when it changes something: recorded in the audit log, refused to read-only doors. */
  readonly writes: boolean;
  readonly input: Input;
  readonly output: Output;
  run(context: Context, ask: z.output<Input>): Promise<z.input<Output>>;
}

/** Declares an operation; reading is the default, and fields that its input does not name are refused. */
export function operation<Input extends z.ZodType, Output extends z.ZodType, Name extends string>(
  declared: Omit<Operation<Input, Output, Name>, 'writes'> & { readonly writes?: boolean },
): Operation<Input, Output, Name> {
  if (!/^[a-z][a-z-]*\.[a-z][a-z-]*$/.test(declared.name))
    throw new Error(`operation name "${declared.name}"`);
  let input: Input | undefined;
  return {
    ...declared,
    get input() {
      input ??= strictInput(declared.input); // when it is first asked: a start does not wait for all of them
      return input;
    },
    writes: declared.writes ?? false,
  };
}

/** What an engine is told of who waits for its answer: a call that nobody waits for any more is given up. */
export const whileAwaited = ({ signal }: Pick<Context, 'signal'>): Pick<Context, 'signal'> =>
  signal === undefined ? {} : { signal };
