export const lifecycle = {
  'shell.lifecycle': 'Lifecycle',
  'lifecycle.title': 'Lifecycle',
  'lifecycle.sentence':
    'Among {who}, {period}, who arrives, stays, wakes up or goes quiet {range}, if being active means {active}?',
  'lifecycle.new': 'New',
  'lifecycle.returning': 'Returning',
  'lifecycle.resurrecting': 'Resurrected',
  'lifecycle.dormant': 'Dormant',
  'lifecycle.active': 'Active',
  'lifecycle.period': 'Period',
  'lifecycle.quick': 'Gained for each 1 lost',
  'lifecycle.quick_help': 'Quick ratio: (new + resurrected) ÷ dormant',
  'lifecycle.chart': 'Who arrives, stays, comes back and leaves',
  'lifecycle.chart_said':
    '{period}: {active, number} active, of whom {new, number} new, {returning, number} returning, {resurrecting, number} resurrected; {dormant, number} dormant.',
  'lifecycle.axis':
    '{period, select, day {Days} week {Weeks} other {Months}}. Below the line: active the period before, no longer now.',
  'lifecycle.table': 'Lifecycle, period by period',
  'lifecycle.people': '{which}, {period}',
  'lifecycle.running_note': 'The period is not over: those dormant in it may still come back.',
  'lifecycle.legend': 'Hatched: the period still runs, its figures may change.',
  'lifecycle.quick_note':
    'Above 1 the base grows; below, it shrinks. The ratio is read on periods that are over.',
  'lifecycle.teach_title': 'Here you will read whether your base grows or drains',
  'lifecycle.teach':
    'Each period, those who arrive, stay, wake up or go quiet. What is missing is your customers’ events: purchases, visits, log-ins.',
  'lifecycle.nobody_title': '{unit, select, account {No account} other {Nobody}} was active at these dates',
  'lifecycle.nobody': 'Widen the dates, or change what “active” means.',
};
