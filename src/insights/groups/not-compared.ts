const amounts =
  'a question about people, each counted once: amounts of money are no share, and a few large contracts would decide every test';
const searches =
  'a question that was settled beforehand: what is found by searching differs from group to group, and no test on it proves anything';
const many =
  'a question about people, each counted once: one person has many of these, and they resemble each other';

/** Insights that are not compared here, each with what is expected in its place. */
const expected: ReadonlyMap<string, string> = new Map([
  ['revenue.movements', `${amounts}; ask revenue.churn, or revenue.retention, which compare who is lost`],
  ['revenue.cohorts', `${amounts}; ask revenue.retention`],
  ['revenue.upsell', `${amounts}; ask revenue.repurchase, or revenue.retention for who is gone`],
  ['phases.warnings', `${many}: warnings are raised again and again; ask phases.board`],
  ['health.board', 'health.summary, which counts the same without anybody’s name'],
  ['health.backtest', `${searches}: alarms are chosen by how well they tell leavers; ask health.summary`],
  ['health.unused', `${many}: features of one account; ask health.summary for the depth of use`],
  ['stickiness.sessions', many],
  ['aha.scan', `${searches}; ask aha.rate, once the moment is adopted`],
  ['paths.situations', searches],
  ['journey-maps.figures', 'a step of the map, asked as funnels.compare or step-failure.ranking'],
  ['retention.grid', 'retention.compare, which compares every interval in the same words'],
  ['funnels.grid', 'funnels.compare, which compares every step in the same words'],
]);

/** Why an insight is not compared, as what a refusal expects; undefined where there is nothing to say of it. */
export const whyNotCompared = (of: string): string | undefined => expected.get(of);
