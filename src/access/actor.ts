import type { Permission } from './permissions.ts';

/** Who asks. */
export interface Actor {
  /** `link`: whoever holds the link by which something is shared. */
  readonly kind: 'user' | 'key' | 'cli' | 'system' | 'link';
  /** Public id; appears in the audit log as `kind:id`. */
  readonly id: string;
  readonly permissions: ReadonlySet<Permission>;
  /** The asker's language, for words in answers. */
  readonly language: 'fr' | 'en';
  readonly address?: string;
  /** Where given, these questions are answered, each exactly as it stands here, and no other. */
  readonly only?: readonly { readonly operation: string; readonly ask: unknown }[];
  /** True for who runs the installation: may make workspaces and other such administrators. */
  readonly installationAdmin?: boolean;
}
