import type { z } from 'zod';

/** What is asked and what comes back. */
export type Ask<Input, Output> = { input: Input; output: Output };

/** The same, from an operation's own declaration. */
export type Of<Declared extends Declares> = Ask<z.input<Declared['input']>, z.output<Declared['output']>>;

/** The operations of a slice that tells them by verb. */
export type ByVerb<Slice extends string, Declared extends Record<string, Declares>> = {
  [Verb in keyof Declared & string as `${Slice}.${Verb}`]: Of<Declared[Verb]>;
};

export type Nothing = Record<string, never>;
export type Page<Row> = { total: number; people: Row[]; next: string | null };

type Declares = { readonly input: z.ZodType; readonly output: z.ZodType };
