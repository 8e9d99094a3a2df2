import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Asked, OperationName } from './asked.ts';
import { call } from './problem.ts';
import { useSeat } from './seat.ts';

/**
 * Asks an operation of a workspace. Leaving (the signal) closes the question in the engines too.
 *
 * @throws Problem as the server described it
 */
export async function ask<Name extends OperationName>(
  workspace: string,
  name: Name,
  input: Asked[Name]['input'],
  signal?: AbortSignal,
): Promise<Asked[Name]['output']> {
  const headers = { 'x-perdure-workspace': workspace };
  // The server checks every answer against the operation's output schema before it leaves.
  return call(`/api/ask/${name}`, { method: 'POST', body: input, headers, signal }) as Promise<
    Asked[Name]['output']
  >;
}

/** A question as the query cache holds it: one key per workspace, operation and input. */
export const question = <Name extends OperationName>(
  workspace: string,
  name: Name,
  input: Asked[Name]['input'],
) =>
  queryOptions({
    queryKey: [workspace, name, input] as const,
    queryFn: ({ signal }) => ask(workspace, name, input, signal),
  });

/** Changes something, then asks again what the change touches (operation names). */
export function useChange<Name extends OperationName>(name: Name, touches: readonly OperationName[] = []) {
  const { slug } = useSeat();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Asked[Name]['input']) => ask(slug, name, input),
    onSuccess: async () => {
      await Promise.all(touches.map((touched) => queries.invalidateQueries({ queryKey: [slug, touched] })));
    },
  });
}
