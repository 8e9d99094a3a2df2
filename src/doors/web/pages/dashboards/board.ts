import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ask, question } from '../../ask.ts';
import type { Asked, OperationName } from '../../asked.ts';
import { useSeat } from '../../seat.ts';

/** A dashboard, read. */
export function useBoard(id: string) {
  const { slug } = useSeat();
  return useQuery(question(slug, 'dashboards.get', { id }));
}

/** A pinned question, under the key that its own page asks it by. */
export const pinned = (slug: string, operation: string, asked: unknown) =>
  queryOptions({
    queryKey: [slug, operation, asked],
    // What it is and what it asks, the dashboard knows at run time; the server checks both.
    queryFn: ({ signal }): Promise<unknown> => ask(slug, operation as OperationName, asked as never, signal),
  });

type ChangesBoard =
  | 'dashboards.change'
  | 'dashboards.pin'
  | 'dashboards.change-tile'
  | 'dashboards.arrange'
  | 'dashboards.unpin'
  | 'dashboards.restore';

/** Changes a dashboard and shows it as it is then, without asking for it again. */
export function useBoardChange<Name extends ChangesBoard>(name: Name) {
  const { slug } = useSeat();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (input: Asked[Name]['input']) => ask(slug, name, input),
    onSuccess: ({ dashboard }) => {
      queries.setQueryData(question(slug, 'dashboards.get', { id: dashboard.id }).queryKey, { dashboard });
      return queries.invalidateQueries({ queryKey: [slug, 'dashboards.list'] });
    },
  });
}
