import { type AddressReader, addressOf, type Checks, isNumber, isText } from './address.ts';

/** An address with what is searched for. */
type Searched<Others> = Partial<Others> & { readonly search?: string };

/**
 * Reads an address that holds what is searched for, and other parts. Digits typed into an address are read as a number.
 *
 * @param checks one for each of the other parts
 */
export function searchedBy<Others extends object>(checks: Checks<Others>): AddressReader<Searched<Others>> {
  const read = addressOf<{ search: string | number }>({
    search: (value) => isText(value) || isNumber(value),
  });
  const others = addressOf<Others>(checks);
  return Object.assign(
    (address: Readonly<Record<string, unknown>>): Searched<Others> => {
      const { search = '' } = read(address);
      return search === '' ? others(address) : { ...others(address), search: String(search) };
    },
    {
      parts: [...read.parts, ...others.parts],
      unread: (address: Readonly<Record<string, unknown>>) => [
        ...read.unread(address),
        ...others.unread(address),
      ],
    },
  );
}
