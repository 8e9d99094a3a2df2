import type { Asked } from '../../asked.ts';

/** What the reader says of a file's columns, and what was found in it. */
export type Wish = Omit<Asked['imports.inspect']['input'], 'upload'>;
export type Inspection = Asked['imports.inspect']['output'];
export type Settled = Inspection['settled'];
