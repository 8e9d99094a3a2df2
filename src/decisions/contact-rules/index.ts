export { type AtTheGate, type Contact, type GateReason, gate, isHeld, type Verdict } from './gate.ts';
export { openFrom } from './hours.ts';
export { operations } from './operations.ts';
export { ChannelName, ContactRules, lengthOf, Purpose, purposes } from './rules.ts';
export { type AdoptedRules, rulesInForce } from './versions.ts';
