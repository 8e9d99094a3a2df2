import { createHash } from 'node:crypto';
import type { Channel } from '#src/customers/consent/index.ts';

/** What an address is one of: SMS, WhatsApp and calls share a number. */
export const addressKinds = ['email', 'phone', 'push'] as const;
export type AddressKind = (typeof addressKinds)[number];

const kinds: Readonly<Record<Channel, AddressKind | null>> = {
  email: 'email',
  sms: 'phone',
  whatsapp: 'phone',
  phone: 'phone',
  web_push: 'push',
  in_app: null,
  post: null,
};

/** The kind of address that a channel reaches; null for channels without one that could be suppressed. */
export const addressKind = (channel: Channel): AddressKind | null => kinds[channel];

/**
 * An address in the one form in which it is compared: an e-mail address without regard to capitals, as no provider heeds them; a
 * telephone number by its digits, 0033 and +33 alike.
 */
export function plainAddress(kind: AddressKind, address: string): string {
  const text = address.trim().normalize('NFC');
  if (kind === 'email') return text.toLowerCase();
  if (kind === 'push') return text;
  return text.replace(/^\+/, '00').replace(/\D/g, '');
}

/** What stands for an address: nobody reads it back without trying addresses, nor beside another workspace's. */
export const printOf = (salt: Uint8Array, kind: AddressKind, address: string): Buffer =>
  createHash('sha256')
    .update(salt)
    .update(`${kind}:${plainAddress(kind, address)}`)
    .digest();

/** Enough of an address to know one's own: j…@example.org, …4 56. */
export function shownAddress(kind: AddressKind, address: string): string {
  if (kind === 'push') return '…';
  if (kind === 'phone') return `…${address.trim().slice(-3)}`;
  const [name = '', domain = ''] = address.trim().split('@');
  return `${[...name][0] ?? ''}…@${domain}`;
}
