export type { DkimKey } from './compose.ts';
export { type MailLaneOptions, openMailLane } from './lane.ts';
export { type KeptLetter, type Outbox, openOutbox } from './outbox.ts';
export type {
  CustomerMail,
  CustomerMailHeaders,
  HandOver,
  HandOverHooks,
  Letter,
  Mail,
  MailFailure,
  MailFailureClass,
  MailLane,
  MailStage,
  NamedAddress,
} from './port.ts';
export { openSmtp, type SmtpOptions } from './smtp.ts';
