export { requireInstallationAdmin, type WorkspaceParts, workspaceOperations } from './operations.ts';
export { WorkspaceChange, WorkspaceWish } from './settings.ts';
export { sourceOperations } from './sources.ts';
export { type NewWorkspace, openWorkspaces, type Workspaces } from './workspaces.ts';
