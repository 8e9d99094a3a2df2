export const milestones = {
  'shell.milestones': 'Jalons',
  'milestones.title': 'Jalons à fêter',
  'milestones.lead':
    'La centième séance, un an de fidélité : ce qui mérite d’être fêté, une seule fois par personne.',
  'milestones.none_title': 'Ici se lira ce que vos clients ont accompli',
  'milestones.none':
    'Choisissez un jalon : la 100ᵉ séance, 30 jours d’utilisation, un anniversaire. Chacun qui l’atteint reçoit un événement, une seule fois, que vos messages peuvent attendre.',
  'milestones.no_events':
    'Un jalon se mesure par des événements. Envoyez ou importez les premiers, puis revenez ici.',
  'milestones.add': 'Ajouter un jalon',
  'milestones.change': 'Modifier',
  'milestones.change_title': 'Modifier le jalon',
  'milestones.retire': 'Ne plus fêter',
  'milestones.restore': 'Fêter de nouveau',
  'milestones.retired': '« {name} » n’est plus fêté.',
  'milestones.saved': 'Le jalon « {name} » est enregistré.',
  'milestones.name': 'Nom',
  'milestones.name_example': 'Centième séance',
  'milestones.kind': 'Ce qui est atteint',
  'milestones.kind.times': 'Une action faite tant de fois',
  'milestones.kind.quantity': 'Une quantité atteinte en tout',
  'milestones.kind.days': 'Tant de jours avec de la valeur',
  'milestones.kind.anniversary': 'Un anniversaire',
  'milestones.event': 'Événement',
  'milestones.first_event': 'Compté depuis le premier',
  'milestones.value': 'Valeur',
  'milestones.value_none': 'un événement',
  'milestones.property': 'Propriété additionnée',
  'milestones.much.times': 'Combien de fois',
  'milestones.much.quantity': 'Quantité',
  'milestones.much.days': 'Combien de jours différents',
  'milestones.much.anniversary': 'Au bout de (mois)',
  'milestones.claimable': 'Donne droit à quelque chose',
  'milestones.claimable_help': 'Chacun peut le réclamer une fois, une fois le jalon atteint.',
  'milestones.preview_reached':
    '{count, plural, =0 {Personne ne l’a déjà atteint.} one {{figure} personne l’a déjà atteint : rien ne lui sera annoncé.} other {{figure} personnes l’ont déjà atteint : rien ne leur sera annoncé.}}',
  'milestones.preview_near':
    '{count, plural, =0 {Personne n’en est proche.} one {{figure} personne en est à 80 % ou plus.} other {{figure} personnes en sont à 80 % ou plus.}}',
  'milestones.preview_soon':
    '{count, plural, =0 {Aucun anniversaire dans les 30 jours.} one {{figure} anniversaire dans les 30 jours.} other {{figure} anniversaires dans les 30 jours.}}',
  'milestones.since': '{words}. Annoncé à qui l’atteint depuis le {date}.',
  'milestones.who': 'Qui a atteint « {name} »',
  'milestones.reached':
    '{count, plural, =0 {pas encore atteint} one {{figure} fois atteint} other {{figure} fois atteint}}',
  'milestones.claimed':
    '{count, plural, =0 {pas encore réclamé} one {{figure} fois réclamé} other {{figure} fois réclamé}}',
  'milestones.reached_on': 'atteint le {date}',
  'milestones.claimed_on': 'réclamé le {date}',
};
