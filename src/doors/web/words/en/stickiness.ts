export const stickiness = {
  'shell.stickiness': 'Stickiness',
  'stickiness.title': 'Stickiness',
  'stickiness.sentence':
    'Among {who}, on how many {period} is each one active {range}, if being active means {active}?',
  'stickiness.chart': 'How many come back, and how often',
  'stickiness.chart_said':
    '{buckets}: {count, plural, one {# {unit, select, account {account} other {person}}} other {# {unit, select, account {accounts} other {people}}}} ({share}).',
  'stickiness.axis': '{period, select, day {Active days} week {Active weeks} other {Active months}}',
  'stickiness.buckets':
    '{period, select, day {{count, plural, one {# day} other {# days}}} week {{count, plural, one {# week} other {# weeks}}} other {{count, plural, one {# month} other {# months}}}}',
  'stickiness.exactly': 'Exactly',
  'stickiness.at_least': 'At least',
  'stickiness.table': 'Stickiness, in figures',
  'stickiness.ratios': 'Active on the day, of those of the week and the month',
  'stickiness.dailyOfWeekly': 'DAU ÷ WAU',
  'stickiness.dailyOfMonthly': 'DAU ÷ MAU',
  'stickiness.weeklyOfMonthly': 'WAU ÷ MAU',
  'stickiness.span.daily': 'Active on the day',
  'stickiness.span.weekly': 'Active over 7 days',
  'stickiness.span.monthly': 'Active over 30 days',
  'stickiness.day': 'Day',
  'stickiness.sessions': 'Sessions per active {unit, select, account {account} other {customer}}',
  'stickiness.sessions_count': 'Sessions',
  'stickiness.per_customer': 'Sessions per {unit, select, account {account} other {customer}}',
  'stickiness.share': 'Share of known {unit, select, account {accounts} other {customers}} who are active',
  'stickiness.which.active': 'Active',
  'stickiness.which.known': 'Known',
  'stickiness.which.inactive': 'Inactive',
  'stickiness.teach_title': 'Here you will read who comes by habit, and who drops in once',
  'stickiness.teach':
    'Each one’s number of active days, the share of the month’s active people who come on a given day, sessions. What is missing is your customers’ events.',
  'csv.part': 'Share',
};
