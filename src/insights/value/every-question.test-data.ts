/** Every question that tells what is received, where `value` says what. */
export function questions(value: object, { from, to, asOf }: Record<'from' | 'to' | 'asOf', string>) {
  const start = { event: 'look' };
  const range = { from, to, asOf };
  const retained = { start, return: value, ...range, rows: 'week', interval: 'week', intervals: 4 };
  const waits = { begin: { by: 'event', match: start }, value, ...range, within: [3, 10] };
  const silence = { kind: 'silence', match: value, from: 6, to: 20 };
  const declared = { start, steps: [{ name: 'order', done: { event: 'order' } }], windowDays: 5 };
  return [
    ['retention.grid', retained],
    ['retention.grid', { ...retained, unit: 'account', returns: 'on_or_after' }],
    ['retention.grid', { ...retained, window: 'rolling', rows: 'day', interval: 'day', intervals: 12 }],
    ['retention.grid', { ...retained, rows: 'month', interval: 'month', entry: 'every_period' }],
    ['retention.grid', { ...retained, atLeast: { kind: 'times', times: 2 }, rows: 'month' }],
    ['retention.trend', { ask: retained, interval: 2 }],
    [
      'retention.compare',
      {
        ask: retained,
        arms: [
          { kind: 'range', from, to: asOf.slice(0, 10) },
          { kind: 'range', from: to, to },
        ],
      },
    ],
    ['habit.grid', { value, weeks: 6, asOf }],
    ['time-to-value.curve', waits],
    ['time-to-value.retaking', { value, ...range, tolerance: 9, period: 'month' }],
    ['time-to-value.retaking-of', { ask: { value, ...range, tolerance: 9 }, customer: 3 }],
    [
      'aha.scan',
      { start, return: value, ...range, outcome: { from: 7, to: 21 }, windows: [3, 7], events: ['visit'] },
    ],
    [
      'step-failure.ranking',
      { of: { declared: { ...declared, departure: silence } }, ...range, rank: 'risk' },
    ],
    [
      'acquisition.table',
      {
        start,
        ...range,
        campaign: { by: 'start_property', name: 'channel' },
        stay: { match: value, from: 5, to: 25 },
        mismatch: { days: 9 },
      },
    ],
    [
      'compare.groups',
      {
        question: { of: 'time-to-value.curve', ask: waits },
        arms: [
          {
            kind: 'people',
            name: 'gold',
            people: [{ kind: 'trait', trait: 'plan', how: 'is', values: ['gold'] }],
          },
          { kind: 'range', from, to },
        ],
      },
    ],
  ] as const;
}
