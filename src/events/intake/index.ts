export type { IntakeLog } from './answers.ts';
export { type DecodedEntry, decodeEntry } from './decode.ts';
export { type IntakeDoor, type IntakeDoorParts, intakeDoor } from './door.ts';
export type { IntakeParts } from './parts.ts';
export type { IntakeLimits } from './pressure.ts';
export type { Decoded, EventType, ReceivedEvent, RefusalReason, RefusedEvent } from './received-event.ts';
export { intakeRoutes } from './routes.ts';
export type { Shape } from './shape.ts';
export { cachedSources, type Source, type SourceLookUp } from './sources.ts';
