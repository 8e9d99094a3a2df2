import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { question, useChange } from '../../ask.ts';
import type { Asked, OperationName } from '../../asked.ts';
import { useMay, useSeat } from '../../seat.ts';
import type { PlanSearch } from './search.ts';
import type { Examples, Held, Status } from './shapes.ts';

/** What a change of the plan touches. */
const touched: readonly OperationName[] = [
  'plan.get',
  'plan.diff',
  'plan.questions',
  'plan.drop-effect',
  'plan.status',
  'plan.suggestions',
  'plan.versions',
  'plan.file',
  'plan.types',
];

type Changing = Extract<
  OperationName,
  | 'plan.save-draft'
  | 'plan.set-event'
  | 'plan.remove'
  | 'plan.set-questions'
  | 'plan.set-rules'
  | 'plan.approve'
  | 'plan.discard-draft'
  | 'plan.reviewed'
  | 'plan.infer'
  | 'plan.name-click'
  | 'plan.take-file'
>;

/**
 * Changes the plan, then asks again what is shown of it. What is to follow is done even where the new plan has taken
 * the part away that asked; a refusal is in `error`.
 */
export function usePlanChange<Name extends Changing>(name: Name) {
  const { mutateAsync, isPending, isError, error } = useChange(name, touched);
  return {
    isPending,
    isError,
    error,
    send: (input: Asked[Name]['input'], then: (answer: Asked[Name]['output']) => void = () => {}): void =>
      void mutateAsync(input).then(then, () => undefined), // shown by whoever reads `error`
  };
}

/** The plan that is worked on: the draft, or the approved one where there is none. */
export const useHeld = () => useQuery(question(useSeat().slug, 'plan.get', {}));

/** What arrives, held against the approved plan. */
export const useStatus = () => useQuery(question(useSeat().slug, 'plan.status', {}));

/** What every part of the page is given. */
export interface PlanPlace {
  readonly held: Held;
  readonly statuses: readonly Status[];
  readonly search: PlanSearch;
  /** Goes to another part of the page, or opens an event. */
  readonly go: (search: PlanSearch) => void;
  readonly examples: Examples;
  readonly keepExamples: (examples: Examples) => void;
}

export const PlanContext = createContext<PlanPlace | null>(null);

/** The plan of this page. @throws Error outside it */
export function usePlace(): PlanPlace & { readonly mayWrite: boolean } {
  const place = useContext(PlanContext);
  const mayWrite = useMay('data:write');
  if (!place) throw new Error('no plan above this part');
  return { ...place, mayWrite };
}
