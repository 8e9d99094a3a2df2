import type { z } from 'zod';

/** What is asked and what comes back. */
export type Ask<Input, Output> = { input: Input; output: Output };

/** The same, from an operation's own declaration. */
type Of<Declared extends Declares> = Ask<z.input<Declared['input']>, z.output<Declared['output']>>;

/** The operations that a slice declares, by their names. */
export type ByName<Operations extends readonly Declares[]> = {
  [Declared in Operations[number] as Declared['name']]: Of<Declared>;
};

export type Nothing = Record<string, never>;
export type Page<Row> = { total: number; people: Row[]; next: string | null };

type Declares = { readonly name: string; readonly input: z.ZodType; readonly output: z.ZodType };
