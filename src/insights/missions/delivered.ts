/** What a mission owed and what of it was delivered, as its contract tells. */
export interface Delivered {
  readonly owed: number;
  readonly done: number;
}

const owedNames = ['deliverables', 'livrables', 'quantity', 'quantite', 'quantité'];
const doneNames = ['delivered', 'livres', 'livrés', 'deliverablesdone', 'quantitydelivered'];

/**
 * Deliverables, or a quantity, told beside a contract's terms: `deliverables` and `delivered`, `livrables` and `livrés`,
 * `quantity` and `quantity_delivered`, in whatever case. Null where either is not told as a number.
 */
export function deliveredOf(details: Readonly<Record<string, unknown>>): Delivered | null {
  const numbers = new Map(
    Object.entries(details).map(([name, value]) => [
      name.toLowerCase().replaceAll(/[\s_-]/g, ''),
      numberOf(value),
    ]),
  );
  const [owed, done] = [owedNames, doneNames].map((names) =>
    names.map((name) => numbers.get(name)).find((value) => value !== undefined && value !== null),
  );
  return owed === undefined || owed === null || done === undefined || done === null || owed <= 0
    ? null
    : { owed, done };
}

/** A number, or text that is one; a decimal comma is one too. */
function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !/^\s*-?\d+([.,]\d+)?\s*$/.test(value)) return null;
  return Number(value.trim().replace(',', '.'));
}
