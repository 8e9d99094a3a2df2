export const habit = {
  'shell.habit': 'Habit',
  'habit.title': 'Habit',
  'habit.sentence':
    'Among {who} who {value} during {weeks}, how many have made it a habit, on which days and at what time?',
  'habit.part.value': 'What is done',
  'habit.part.weeks': 'Weeks looked at',
  'habit.weeks': '{count, plural, one {the last whole week} other {the last # whole weeks}}',
  'habit.chart': 'The base, by its habits',
  'habit.axis': 'What each one’s days look like',
  'habit.key_habit': 'A habit',
  'habit.key_none': 'No habit',
  'habit.key_early': 'Too early to say',
  'habit.legend': 'Pale: no habit. Hatched: too early to say.',
  'habit.table': 'Habits, in figures',
  'habit.kind_head': 'Habit',
  'habit.customers': '{unit, select, account {Accounts} other {Customers}}',
  'habit.kind.daily': 'Every day, or nearly',
  'habit.kind.weekdays': 'Certain weekdays',
  'habit.kind.rhythm': 'A rhythm, on no fixed day',
  'habit.kind.none': 'No habit',
  'habit.kind.too_early': 'Too early to say',
  'habit.kind.habit': 'Have made it a habit',
  'habit.kind.all': 'All who were active',
  'habit.kind_short.daily': 'Every day',
  'habit.kind_short.weekdays': 'Fixed days',
  'habit.kind_short.rhythm': 'Rhythm',
  'habit.kind_short.none': 'None',
  'habit.kind_short.too_early': 'Too early',
  'habit.week': 'The week, hour by hour',
  'habit.week_said':
    'Active days, by the hour at which each one began. At the left, those whose habit includes the day.',
  'habit.weekday': 'Day',
  'habit.regulars': 'Regulars',
  'habit.week_axis': 'Hour of the day’s first event',
  'habit.more_hours': 'More hours to the right.',
  'habit.hour': '{hour}:00',
  'habit.weekday_said':
    '{weekday}: {count, plural, =0 {part of no habit} one {part of the habit of one {unit, select, account {account} other {person}}} other {part of the habit of # {unit, select, account {accounts} other {people}}}}',
  'habit.cell_said':
    '{weekday}, {hour}: {days, plural, =0 {no active day} one {# active day} other {# active days}}{customers, plural, =0 {} one {, # {unit, select, account {account} other {person}}} other {, # {unit, select, account {accounts} other {people}}}}',
  'habit.habit_of': '{weekday} regulars',
  'habit.natural': 'Natural frequency',
  'habit.natural_said':
    '{days, plural, one {By nature they come back every day} other {By nature they come back every {said} days}}: the median of the usual gaps of {count, plural, one {# {unit, select, account {account} other {customer}} with at least three active days} other {# {unit, select, account {accounts} other {customers}} with at least three active days}}. “{ttv}” counts from two days on, over its own dates: the two may differ.',
  'habit.natural_unknown': '{unit, select, account {No account} other {Nobody}} has three active days yet.',
  'habit.regularity': 'Regularity: in how many weeks each one came',
  'habit.regularity_said':
    '{unit, select, account {{count, plural, =0 {No account came} one {# account came} other {# accounts came}} in each of the {all} weeks ({share}).} other {{count, plural, =0 {Nobody came} one {# person came} other {# people came}} in each of the {all} weeks ({share}).}}',
  'habit.regularity_axis': 'Active weeks, of {all}',
  'habit.of_weeks': '{weeks, plural, one {# week of {all}} other {# weeks of {all}}}',
  'habit.kinds_explained':
    'A habit takes activity in three weeks of four and a pattern that chance would not deal. Who was not there when the weeks began is “too early to say”.',
  'habit.nobody_title': '{unit, select, account {No account} other {Nobody}} did this in these weeks',
  'habit.nobody':
    'The weeks looked at go from {from} to {to}. Choose another event, other people or more weeks.',
  'habit.nobody_since':
    'The weeks looked at go from {from} to {to}. Your events end earlier: look at the last weeks that have any.',
  'habit.last_known': 'Look at the last weeks known',
  'habit.teach_title': 'Here you will read who has made it a habit to come',
  'habit.teach':
    'The share of your customers who come on fixed days or to a rhythm, beyond chance; the days and hours; the natural frequency of your product. What is missing is your customers’ events.',
};
