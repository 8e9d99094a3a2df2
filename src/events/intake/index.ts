export { decodeEntry } from './decode.ts';
export type { Decoded, EventType, ReceivedEvent, RefusalReason, RefusedEvent } from './received-event.ts';
