/** A p-value to three decimals; below that one only says so. */
export const pSaid = (p: number, decimal: (value: number, digits?: number) => string): string =>
  p < 0.001 ? `< ${decimal(0.001, 3)}` : decimal(p, 3);

/** The same behind the letter p: « = 0,012 », « < 0,001 ». */
export const pWithSign = (p: number, decimal: (value: number, digits?: number) => string): string =>
  p < 0.001 ? pSaid(p, decimal) : `= ${pSaid(p, decimal)}`;
