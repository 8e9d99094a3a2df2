import type { Ways } from './PeopleDrawer.tsx';

/** The parts of a number that can be looked at one by one, by their names. */
export function waysOf<Which extends string>(
  some: readonly Which[],
  value: Which,
  { label, choose }: { label: (one: Which) => string; choose: (one: Which) => void },
): Ways {
  return {
    value,
    data: some.map((one) => ({ value: one, label: label(one) })),
    onChange: (next) => {
      const chosen = some.find((one) => one === next);
      if (chosen !== undefined) choose(chosen);
    },
  };
}
