export { type KeptLetter, type Outbox, openOutbox } from './outbox.ts';
export type { Letter, Mail } from './port.ts';
export { openSmtp, type SmtpOptions } from './smtp.ts';
