export const lifecycle = {
  'shell.lifecycle': 'Cycle de vie',
  'lifecycle.title': 'Cycle de vie',
  'lifecycle.sentence':
    'Parmi {who}, {period}, qui arrive, reste, se réveille ou s’endort {range}, si être actif veut dire {active} ?',
  'lifecycle.new': 'Nouveaux',
  'lifecycle.returning': 'De retour',
  'lifecycle.resurrecting': 'Réveillés',
  'lifecycle.dormant': 'Endormis',
  'lifecycle.active': 'Actifs',
  'lifecycle.period': 'Période',
  'lifecycle.quick': 'Gagnés pour 1 perdu',
  'lifecycle.quick_help': 'Quick ratio : (nouveaux + réveillés) ÷ endormis',
  'lifecycle.chart': 'Ceux qui arrivent, restent, reviennent et partent',
  'lifecycle.chart_said':
    '{period} : {active, plural, one {# actif} other {# actifs}}, dont {new, plural, one {# nouveau} other {# nouveaux}}, {returning, number} de retour, {resurrecting, plural, one {# réveillé} other {# réveillés}} ; {dormant, plural, one {# endormi} other {# endormis}}.',
  'lifecycle.axis':
    '{period, select, day {Jours} week {Semaines} other {Mois}}. Sous la ligne : actifs la période d’avant, plus maintenant.',
  'lifecycle.table': 'Cycle de vie, période par période',
  'lifecycle.people': '{which}, {period}',
  'lifecycle.running_note': 'La période n’est pas finie : ses endormis peuvent encore revenir.',
  'lifecycle.legend': 'Hachuré : période en cours, les chiffres peuvent encore changer.',
  'lifecycle.quick_note':
    'Au-dessus de 1, la base grandit ; en dessous, elle se réduit. Ce rapport se lit sur des périodes terminées.',
  'lifecycle.teach_title': 'Ici se lira si votre base grandit ou se vide',
  'lifecycle.teach':
    'Chaque période, ceux qui arrivent, restent, se réveillent ou s’endorment. Il manque les événements de vos clients : achats, visites, connexions.',
  'lifecycle.nobody_title':
    '{unit, select, account {Aucun compte} other {Personne}} n’a été actif à ces dates',
  'lifecycle.nobody': 'Élargissez les dates, ou changez ce que veut dire « actif ».',
};
