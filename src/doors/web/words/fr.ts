import { access } from './fr/access.ts';
import { refusals } from './fr/refusals.ts';
import { shell } from './fr/shell.ts';

export const fr = { ...shell, ...access, ...refusals };
