import type { EngineLimits } from './engine-config.ts';

/** What the parent tells the child: once, at its start. */
export interface ChildOrder {
  readonly folder: string;
  /** The port it had before, taken again if it is free; 0 lets the system choose. */
  readonly port: number;
  readonly secret: { readonly user: string; readonly password: string };
  readonly limits: EngineLimits;
}

/** What the child answers: once. */
export type ChildWord =
  | { readonly kind: 'ready'; readonly port: number }
  | { readonly kind: 'failed'; readonly message: string };
