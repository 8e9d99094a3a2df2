import { access } from './en/access.ts';
import { refusals } from './en/refusals.ts';
import { shell } from './en/shell.ts';

export const en = { ...shell, ...access, ...refusals };
