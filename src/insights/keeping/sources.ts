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
interface Named<One> {
  readonly of: One extends { readonly of: infer Name } ? Name : never;
  readonly ask: One extends { readonly ask: infer Ask extends z.ZodType } ? Ask : never;
}

/**
 * The schema of `{ of, ask }`, each name with its own ask.
 *
 * @param whyNot of a name that is none of them, why; undefined where there is nothing to say
 */
export function eitherOf<const Sources extends readonly Pick<Source, 'of' | 'ask'>[]>(
  sources: Sources,
  whyNot?: (of: string) => string | undefined,
) {
  const [first, ...others] = sources.map(({ of, ask }) => z.strictObject({ of: z.literal(of), ask }));
  if (first === undefined) throw new Error('no source of people');
  type One = {
    [I in keyof Sources]: { of: Named<Sources[I]>['of']; ask: z.output<Named<Sources[I]>['ask']> };
  }[number];
  type OneInput = {
    [I in keyof Sources]: { of: Named<Sources[I]>['of']; ask: z.input<Named<Sources[I]>['ask']> };
  }[number];
  // The array has lost which name goes with which ask; the schemas inside have not.
  const error = ({ input }: { readonly input?: unknown }) => {
    const of = typeof input === 'object' && input !== null && 'of' in input ? input.of : undefined;
    return typeof of === 'string' ? whyNot?.(of) : undefined;
  };
  return z.discriminatedUnion('of', [first, ...others], { error }) as unknown as z.ZodType<One, OneInput>;
}

/** Pairs an ask with the one who answers it. */
export const source = <Name extends string, Ask extends z.ZodType>(
  of: Name,
  ask: Ask,
  everyone: Source<Name, Ask>['everyone'],
): Source<Name, Ask> => ({ of, ask, everyone });
