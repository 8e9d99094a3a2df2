import { createContext, useContext } from 'react';
import type { Permission } from '#src/access/index.ts';
import type { Seat } from './session.ts';

/** The workspace that the address names, as the reader may use it. */
export const SeatContext = createContext<Seat | null>(null);

/** The workspace of this page. @throws Error outside `/w/…` */
export function useSeat(): Seat {
  const seat = useContext(SeatContext);
  if (!seat) throw new Error('no workspace above this page');
  return seat;
}

/** Whether the reader may do this here. */
export const useMay = (permission: Permission): boolean => useSeat().permissions.includes(permission);
