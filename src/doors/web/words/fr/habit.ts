export const habit = {
  'shell.habit': 'Habitude',
  'habit.title': 'Habitude',
  'habit.sentence':
    'Parmi {who} qui ont {value} pendant {weeks}, combien en ont pris l’habitude, quels jours et à quelle heure ?',
  'habit.part.value': 'Ce que l’on fait',
  'habit.part.weeks': 'Semaines regardées',
  'habit.weeks':
    '{count, plural, one {la dernière semaine entière} other {les # dernières semaines entières}}',
  'habit.chart': 'La base, selon ses habitudes',
  'habit.axis': 'Ce à quoi ressemblent les jours de chacun',
  'habit.key_habit': 'Une habitude',
  'habit.key_none': 'Pas d’habitude',
  'habit.key_early': 'Trop tôt pour le dire',
  'habit.legend': 'Pâle : pas d’habitude. Hachuré : trop tôt pour le dire.',
  'habit.table': 'Habitudes, en chiffres',
  'habit.kind_head': 'Habitude',
  'habit.customers': '{unit, select, account {Comptes} other {Clients}}',
  'habit.kind.daily': 'Tous les jours, ou presque',
  'habit.kind.weekdays': 'Certains jours de la semaine',
  'habit.kind.rhythm': 'Un rythme, sans jour fixe',
  'habit.kind.none': 'Pas d’habitude',
  'habit.kind.too_early': 'Trop tôt pour le dire',
  'habit.kind.habit': 'En ont pris l’habitude',
  'habit.kind.all': 'Tous les actifs',
  'habit.kind_short.daily': 'Chaque jour',
  'habit.kind_short.weekdays': 'Jours fixes',
  'habit.kind_short.rhythm': 'Rythme',
  'habit.kind_short.none': 'Aucune',
  'habit.kind_short.too_early': 'Trop tôt',
  'habit.week': 'La semaine, heure par heure',
  'habit.week_said':
    'Jours actifs, selon l’heure à laquelle chacun a commencé. À gauche, ceux dont l’habitude comprend ce jour.',
  'habit.weekday': 'Jour',
  'habit.regulars': 'Habitués',
  'habit.week_axis': 'Heure du premier événement du jour',
  'habit.more_hours': 'D’autres heures à droite.',
  'habit.hour': '{hour} h',
  'habit.weekday_said':
    '{weekday} : {count, plural, =0 {ne fait partie d’aucune habitude} one {fait partie de l’habitude {unit, select, account {d’un compte} other {d’une personne}}} other {fait partie de l’habitude de # {unit, select, account {comptes} other {personnes}}}}',
  'habit.cell_said':
    '{weekday}, {hour} : {days, plural, =0 {aucun jour actif} one {# jour actif} other {# jours actifs}}{customers, plural, =0 {} one {, # {unit, select, account {compte} other {personne}}} other {, # {unit, select, account {comptes} other {personnes}}}}',
  'habit.habit_of': 'Habitués du {weekday}',
  'habit.natural': 'Fréquence naturelle',
  'habit.natural_said':
    '{days, plural, one {On y revient par nature chaque jour} other {On y revient par nature tous les {said} jours}} : médiane des délais habituels de {count, plural, one {# {unit, select, account {compte} other {client}} qui a au moins trois jours actifs} other {# {unit, select, account {comptes} other {clients}} qui ont au moins trois jours actifs}}. « {ttv} » le compte dès deux jours et à ses propres dates : les deux peuvent différer.',
  'habit.natural_unknown':
    '{unit, select, account {Aucun compte} other {Personne}} n’a encore trois jours actifs.',
  'habit.regularity': 'Régularité : dans combien de semaines chacun est venu',
  'habit.regularity_said':
    '{unit, select, account {{count, plural, =0 {Aucun compte n’est venu} one {# compte est venu} other {# comptes sont venus}} dans chacune des {all} semaines ({share}).} other {{count, plural, =0 {Personne n’est venu} one {# personne est venue} other {# personnes sont venues}} dans chacune des {all} semaines ({share}).}}',
  'habit.regularity_axis': 'Semaines actives, sur {all}',
  'habit.of_weeks': '{weeks, plural, one {# semaine sur {all}} other {# semaines sur {all}}}',
  'habit.kinds_explained':
    'Une habitude demande d’être actif dans trois semaines sur quatre et un motif que le hasard ne donnerait pas. Qui n’était pas là au début des semaines est « trop tôt pour le dire ».',
  'habit.nobody_title':
    '{unit, select, account {Aucun compte} other {Personne}} n’a fait cela pendant ces semaines',
  'habit.nobody':
    'Les semaines regardées vont du {from} au {to}. Choisissez un autre événement, d’autres personnes ou davantage de semaines.',
  'habit.nobody_since':
    'Les semaines regardées vont du {from} au {to}. Vos événements s’arrêtent plus tôt : regardez les dernières semaines qui en ont.',
  'habit.last_known': 'Regarder les dernières semaines connues',
  'habit.teach_title': 'Ici se lira qui a pris l’habitude de venir',
  'habit.teach':
    'La part de vos clients qui viennent à jours fixes ou à un rythme, au-delà du hasard ; les jours et les heures ; la fréquence naturelle de votre produit. Il manque les événements de vos clients.',
};
