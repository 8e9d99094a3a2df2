import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { readSessionAgain, sessionStep } from '../../session.ts';

/** A form's step with the session: whether it runs, what refused it, and how to take it. */
export function useStep() {
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const take = async (
    step: string,
    body: unknown,
    then: (answer: Record<string, unknown>) => void | Promise<void>,
  ) => {
    setBusy(true);
    setError(null);
    try {
      // Session routes answer objects (docs/guide/api-routes.md).
      const answer = (await sessionStep(step, body)) as Record<string, unknown>;
      if (answer.status === 'signed_in') await readSessionAgain(queries);
      await then(answer);
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, take, clear: () => setError(null) };
}
