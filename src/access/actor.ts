import type { Permission } from './permissions.ts';

/** Who asks. */
export interface Actor {
  readonly kind: 'user' | 'key' | 'cli' | 'system';
  /** Public id; appears in the audit log as `kind:id`. */
  readonly id: string;
  readonly permissions: ReadonlySet<Permission>;
  /** The asker's language, for words in answers. */
  readonly language: 'fr' | 'en';
  readonly address?: string;
  /** True for who runs the installation: may make workspaces and other such administrators. */
  readonly installationAdmin?: boolean;
}
