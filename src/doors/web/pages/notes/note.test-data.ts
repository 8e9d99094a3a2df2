/** A note on these days, called by its text. */
export const note = (id: string, from: string, to = from) => ({
  id,
  from,
  to,
  kind: 'other' as const,
  text: id,
  createdAt: '2025-01-01T00:00:00Z',
  createdBy: 'cli',
  by: null,
  changedAt: '2025-01-01T00:00:00Z',
});
