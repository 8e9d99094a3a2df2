import { z } from 'zod';
import type { Context } from '#src/access/index.ts';
import type { Members } from '#src/customers/lists/index.ts';

/** People that an insight can name all of, so that they can be kept: those behind a number of its answer. */
export interface Source<Name extends string = string, Ask extends z.ZodType = z.ZodType> {
  /** The operation that shows them page by page. */
  readonly of: Name;
  readonly ask: Ask;
  /** @throws DomainError `lists.too_many` */
  readonly everyone: (context: Context, ask: z.output<Ask>) => Promise<Members>;
}

/** How a source is named in `lists.save`: `{ of: 'funnels.people', ask: { … } }`. */
export const askOf = <Name extends string, Ask extends z.ZodType>({ of, ask }: Source<Name, Ask>) =>
  z.strictObject({ of: z.literal(of), ask });

/** Pairs an ask with the one who answers it. */
export const source = <Name extends string, Ask extends z.ZodType>(
  of: Name,
  ask: Ask,
  everyone: Source<Name, Ask>['everyone'],
): Source<Name, Ask> => ({ of, ask, everyone });
