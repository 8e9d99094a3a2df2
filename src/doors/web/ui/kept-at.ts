import { recordOf } from './address.ts';
import type { PlaceAddress } from './places.ts';
import type { Opening } from './Questions.tsx';

/** Where kept questions of an insight are shown: on its page, each read into the address as any address is. */
export const keptAt =
  (to: PlaceAddress, read: (address: Readonly<Record<string, unknown>>) => object) =>
  (slug: string, ask: unknown, saved: string): Opening => ({
    to,
    params: { slug },
    search: { ...read(recordOf(ask)), saved },
  });
