import type { operations as rulesDeclared } from '#src/decisions/contact-rules/index.ts';
import type { operations as intentsDeclared } from '#src/decisions/intents/index.ts';
import type { operations as outboxDeclared } from '#src/messages/delivery/index.ts';
import type { operations as sendersDeclared } from '#src/messages/senders/index.ts';
import type { operations as suppressionsDeclared } from '#src/messages/suppressions/index.ts';
import type { ByName } from './of.ts';

/** Of messages: what became of them, when they may go out, as whom, and where to nothing goes. */
export interface AskedOfMessages
  extends ByName<typeof intentsDeclared>,
    ByName<typeof outboxDeclared>,
    ByName<typeof rulesDeclared>,
    ByName<typeof sendersDeclared>,
    ByName<typeof suppressionsDeclared> {}
