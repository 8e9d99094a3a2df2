export { type DeliveryParts, type RenderedOr, WorkspaceDelivery } from './delivery.ts';
export { emailLane } from './email.ts';
export type { HandedOver, Lane, Outgoing, Rendered } from './lane.ts';
export { startDelivery } from './loop.ts';
export { operations } from './operations.ts';
export { outboxLane } from './outbox.ts';
export type { HeldOut, Passed, Wish, Wishes } from './passing.ts';
export { personalData } from './personal-data.ts';
export type { Reader } from './readers.ts';
