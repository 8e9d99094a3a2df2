import { startTurns, type TurnParts, type Turns } from '#src/access/index.ts';
import { type DeliveryParts, WorkspaceDelivery } from './delivery.ts';

/** What the loop needs besides a workspace's parts. */
export type DeliveryLoopParts = DeliveryParts & Pick<TurnParts<WorkspaceDelivery>, 'workspaces' | 'logger'>;

/** Starts delivering every workspace's messages: a large campaign of one keeps no other waiting. */
export const startDelivery = (parts: DeliveryLoopParts): Turns =>
  startTurns({
    ...parts,
    trouble: 'no message is delivered',
    restMs: 500,
    sideBySide: 3,
    own: (workspace) => new WorkspaceDelivery(parts, workspace),
    turn: (delivery, workspace, signal) => delivery.turn(workspace, signal),
  });
