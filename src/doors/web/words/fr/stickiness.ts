export const stickiness = {
  'shell.stickiness': 'Régularité',
  'stickiness.title': 'Régularité',
  'stickiness.sentence':
    'Parmi {who}, sur combien de {period} chacun est-il actif {range}, si être actif veut dire {active} ?',
  'stickiness.chart': 'Combien reviennent, et combien souvent',
  'stickiness.chart_said':
    '{buckets} : {count, plural, one {# {unit, select, account {compte} other {personne}}} other {# {unit, select, account {comptes} other {personnes}}}} ({share}).',
  'stickiness.axis':
    '{period, select, day {Jours d’activité} week {Semaines d’activité} other {Mois d’activité}}',
  'stickiness.buckets':
    '{period, select, day {{count, plural, one {# jour} other {# jours}}} week {{count, plural, one {# semaine} other {# semaines}}} other {{count} mois}}',
  'stickiness.exactly': 'Exactement',
  'stickiness.at_least': 'Au moins',
  'stickiness.table': 'Régularité, en chiffres',
  'stickiness.ratios': 'Actifs du jour, parmi ceux de la semaine et du mois',
  'stickiness.dailyOfWeekly': 'Jour ÷ semaine',
  'stickiness.dailyOfMonthly': 'Jour ÷ mois',
  'stickiness.weeklyOfMonthly': 'Semaine ÷ mois',
  'stickiness.span.daily': 'Actifs du jour',
  'stickiness.span.weekly': 'Actifs sur 7 jours',
  'stickiness.span.monthly': 'Actifs sur 30 jours',
  'stickiness.day': 'Jour',
  'stickiness.sessions': 'Sessions par {unit, select, account {compte} other {client}} actif',
  'stickiness.sessions_count': 'Sessions',
  'stickiness.per_customer': 'Sessions par {unit, select, account {compte} other {client}}',
  'stickiness.share': 'Part des {unit, select, account {comptes} other {clients}} connus qui sont actifs',
  'stickiness.which.active': 'Actifs',
  'stickiness.which.known': 'Connus',
  'stickiness.which.inactive': 'Inactifs',
  'stickiness.teach_title': 'Ici se lira qui vient par habitude, et qui passe une fois',
  'stickiness.teach':
    'Le nombre de jours d’activité de chacun, la part des actifs du mois qui viennent un jour donné, les sessions. Il manque les événements de vos clients.',
  'csv.part': 'Part',
};
