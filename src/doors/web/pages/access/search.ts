import { addressOf, isLike } from '../../ui/address.ts';

/** What the address of signing in holds. */
interface SignInSearch {
  /** Where to go then: only to an address of ours. */
  to?: string;
}

export const readSignInSearch = addressOf<SignInSearch>({ to: isLike(/^\/(?![/\\])/) });
