export const timeToValue = {
  'shell.time-to-value': 'Time to value',
  'time-to-value.title': 'Time to value',
  'ttv.sentence':
    'Among {who} who {begin} for the first time {range}, how long did it take until they {value}, {apart}?',
  'ttv.part.begin': 'What begins the wait',
  'ttv.part.value': 'What delivers the value',
  'ttv.part.tolerance': 'Pause that breaks a run',
  'ttv.contract': 'began a contract',
  'ttv.contract_offer': 'began a contract “{offer}”',
  'ttv.contract_name': 'Start of the first contract',
  'ttv.apart.week': 'by the week they came',
  'ttv.apart.month': 'by the month they came',
  'ttv.apart.offer': 'by their offer',
  'ttv.days': '{count, plural, one {{said} day} other {{said} days}}',
  'ttv.hours': '{count, plural, one {{said} hour} other {{said} hours}}',
  'ttv.chart': 'Share that has received the value, over time',
  'ttv.chart_note':
    'The band shows the 95% interval. Those who still wait count in the curve as long as they are watched.',
  'ttv.chart_note_some':
    '{count} groups are drawn, all are in the table. The band shows the 95% interval. Those who still wait count in the curve as long as they are watched.',
  'ttv.chart_said':
    '{group}: half within {median}; {reached, plural, one {# has received it} other {# have received it}}, {waiting, plural, one {# still waits} other {# still wait}}.',
  'ttv.still': '{count, plural, one {# was still waiting} other {# were still waiting}}',
  'ttv.axis': 'Days since the start',
  'ttv.axis_hours': 'Hours since the start',
  'ttv.horizon': 'Length shown',
  'ttv.horizon_days': '{days, plural, one {The first day} other {The first # days}}',
  'ttv.horizon_all': 'The whole length',
  'ttv.table': 'Time to value, in figures',
  'ttv.group': 'Group',
  'ttv.figure': 'Figure',
  'ttv.newcomers': '{unit, select, account {Accounts} other {Customers}}',
  'ttv.which.all': 'All',
  'ttv.which.reached': 'Received it',
  'ttv.which.waiting': 'Still waiting',
  'ttv.reached_within': '{days, plural, one {Received it within a day} other {Received it within # days}}',
  'ttv.median': 'Half within',
  'ttv.within': '{days, plural, one {Within # day} other {Within # days}}',
  'ttv.csv_median': 'Median (days)',
  'ttv.csv_low': 'Median, lower bound',
  'ttv.csv_high': 'Median, upper bound',
  'ttv.few': 'small group',
  'ttv.unknown_holders':
    '{count, plural, one {# contract holder never sent an event and is not counted.} other {# contract holders never sent an event and are not counted.}}',
  'ttv.differences': 'What sets the groups apart',
  'ttv.log_rank_yes':
    'The curves differ, probably not by chance (log-rank test, p {p}). {sure, plural, =0 {No pair stands out by itself once all comparisons are corrected.} one {One pair of {pairs} stands out, all comparisons corrected.} other {# pairs of {pairs} stand out, all comparisons corrected.}}',
  'ttv.log_rank_no':
    'Nothing allows us to say that the curves differ (log-rank test, p {p}): chance explains a gap of this size.',
  'ttv.log_rank_unknown':
    'The groups cannot be compared yet: too few {unit, select, account {accounts} other {people}} have received the value, or all at the same time.',
  'ttv.pairs_sure': 'Pairs that stand out',
  'ttv.pairs_unsure':
    '{count, plural, one {One pair of which nothing can be said} other {# pairs of which nothing can be said}}',
  'ttv.pair_one': 'Group',
  'ttv.pair_other': 'Compared with',
  'ttv.pair_says': 'Who receives it sooner',
  'ttv.pair_p': 'Corrected p',
  'ttv.cannot_say': 'We cannot say',
  'ttv.again': 'Coming back for the value',
  'ttv.again_sentence':
    'And then, how fast, on how many days of a {period} and for how long is it done again {range}, if a pause of {tolerance} breaks a run?',
  'ttv.speed': 'Speed: each one’s usual gap',
  'ttv.speed_said':
    '{spread}, {count, plural, one {for # {unit, select, account {account} other {customer}} who did it again} other {for # {unit, select, account {accounts} other {customers}} who did it again}}. “{habit}” reads it only of those with three active days, over its last whole weeks: the two may differ.',
  'ttv.speed_unknown': '{unit, select, account {No account} other {Nobody}} has done it again yet.',
  'ttv.spread': 'Median {median}, the middle half between {low} and {high} days',
  'ttv.speed_axis': 'Days from one time to the next, at most',
  'ttv.gap_at_most': '{days, plural, one {One day at most} other {# days at most}}',
  'ttv.gap_more': 'More than {days} days',
  'ttv.all_gaps': 'Over all gaps ({count, number}): {spread}.',
  'ttv.frequency':
    '{period, select, week {Frequency: days in a week of use} other {Frequency: days in a month of use}}',
  'ttv.frequency_said':
    '{period, select, week {{days, plural, one {# day a week} other {# days a week}}} other {{days, plural, one {# day a month} other {# days a month}}}} at the median, over {count, number} {period, select, week {weeks of use} other {months of use}}.',
  'ttv.frequency_unknown': 'No whole period is over yet.',
  'ttv.frequency_axis': '{period, select, week {Days in the week} other {Days in the month}}',
  'ttv.frequency_count':
    '{period, select, week {{unit, select, account {Account weeks} other {Customer weeks}}} other {{unit, select, account {Account months} other {Customer months}}}}',
  'ttv.duration': 'Duration: runs without a break',
  'ttv.duration_said':
    '{spans, plural, one {# run} other {# runs}}, {running, number} of them still going: they do not count as ended.',
  'ttv.duration_axis': 'Days since the run began',
  'ttv.unbroken': 'Still unbroken',
  'ttv.spans': '{count, plural, one {# run watched} other {# runs watched}}',
  'ttv.spans_head': 'Runs watched',
  'ttv.streaks': 'Where each one stands',
  'ttv.streaks_said':
    '{tolerance, plural, one {A run breaks after a pause of # day.} other {A run breaks after a pause of # days.}}',
  'ttv.streak': 'Latest run',
  'ttv.streak.running': 'Going on',
  'ttv.streak.broken': 'Broken',
  'ttv.streak.once': 'One day of value only',
  'ttv.streak.all': 'All {unit, select, account {accounts} other {customers}}',
  'ttv.nobody_title': '{unit, select, account {No account} other {Nobody}} began on these dates',
  'ttv.nobody': 'Widen the dates, or change what begins the wait.',
  'ttv.again_nobody_title':
    '{unit, select, account {No account} other {Nobody}} received the value on these dates',
  'ttv.again_nobody': 'Widen the dates, or change what delivers the value.',
  'time-to-value.teach_title': 'Here you will read how long a new customer waits for the first value',
  'time-to-value.teach':
    'From signing up to the first use that counts: the curve keeps those who still wait, and then says how fast it is done again. What is missing is your customers’ events.',
};
