export { operations } from './operations.ts';
export { type Sender, senderOf } from './senders.ts';
