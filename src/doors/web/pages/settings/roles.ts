import type { Words } from '../../words/index.ts';

/** A link that was just made, to be handed over. */
export interface GivenLink {
  readonly link: string;
  readonly sent: boolean;
  readonly expiresAt: string;
}

/** The roles a person may have, for a menu. */
export const roleChoices = (t: Words['t']) =>
  (['viewer', 'editor', 'admin'] as const).map((role) => ({
    value: role,
    label: t(`settings.role_${role}`),
  }));
