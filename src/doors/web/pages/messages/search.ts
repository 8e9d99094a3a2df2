import { addressOf, isLike, isListOf, isName, isOneOf } from '../../ui/address.ts';
import { type Purpose, purposes, type Reason, reasons, type State, states } from './message.ts';

/** What the address bar of the page of messages holds. */
export interface MessagesSearch {
  states?: State[];
  reason?: Reason;
  purpose?: Purpose;
  /** An id of the person they are to. */
  person?: string;
  /** The message that is opened. */
  message?: string;
}

/** Reads an address; what cannot be understood is left out. */
export const readMessagesSearch = addressOf<MessagesSearch>({
  states: isListOf(isOneOf(...states), 1),
  reason: isOneOf(...reasons),
  purpose: isOneOf(...purposes),
  person: isName,
  message: isLike(/^int_[\w-]{1,36}$/),
});
