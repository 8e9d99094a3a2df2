export const hour = 3_600_000;
export const day = 24 * hour;
/** 15 January 2026, 13:00 in Paris. */
export const now = Date.parse('2026-01-15T12:00:00Z');

export const visit = { event: 'Visit', where: [] };
export const did = (rest: object = {}) => ({ kind: 'did', match: visit, ...rest });
export const last = (amount: number, unit: 'days' | 'hours' = 'days') => ({ kind: 'last', amount, unit });
export const times = (how: string, count: number) => ({ kind: 'times', how, times: count });
