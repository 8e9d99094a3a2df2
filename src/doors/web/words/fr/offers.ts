export const offers = {
  'offers.title': 'Offres',
  'offers.lead':
    'Ce que vous vendez, et comment on juge de la fidélité de qui l’achète : un abonnement, une saison et une mission ne se perdent pas de la même façon.',
  'offers.declare': 'Déclarer une offre',
  'offers.declare_this': 'La déclarer',
  'offers.change': 'Modifier',
  'offers.change_title': 'Modifier l’offre',
  'offers.retire': 'Retirer',
  'offers.retired': '« {name} » n’est plus proposée. Les contrats en cours sont toujours jugés par elle.',
  'offers.restore': 'Remettre en vente',
  'offers.restored': '« {name} » est de nouveau en vente.',
  'offers.saved': '« {name} » est enregistrée.',
  'offers.none_title': 'Aucune offre pour l’instant',
  'offers.none':
    'Déclarez ce que vous vendez : sa nature, sa saison ou sa durée, ses prix, les fonctions comprises. Les offres que nomment vos contrats apparaîtront aussi ici, à déclarer en un clic.',
  'offers.unnamed': 'Contrats sans offre nommée',
  'offers.undeclared': 'non déclarée',
  'offers.undeclared_help':
    'Des contrats la nomment, personne ne l’a déclarée : elle est jugée comme un abonnement continu, avec les réglages ordinaires.',
  'offers.name': 'Nom de l’offre',
  'offers.name_help': 'Exactement comme vos contrats la nomment. Il ne change plus ensuite.',
  'offers.kind': 'Nature de la fidélité',
  'offers.kind.continuous': 'Continue',
  'offers.kind.discontinuous': 'Discontinue',
  'offers.kind.intentional': 'Intentionnelle',
  'offers.kind_help.continuous':
    'Un abonnement : payé et utilisé sans interruption. On perd le client quand le dernier contrat s’arrête.',
  'offers.kind_help.discontinuous':
    'Des achats par saisons ou occasions : le client n’est absent que s’il manque au moment où on l’attendait.',
  'offers.kind_help.intentional':
    'Une mission avec une fin prévue : finir n’est pas partir. Elle réussit si une autre est signée dans le délai de grâce.',
  'offers.season': 'Cette offre a une saison',
  'offers.season_help': 'Hors saison, le silence ne veut rien dire. Elle peut passer le nouvel an.',
  'offers.season_from': 'Du',
  'offers.season_to': 'Au',
  'offers.season_month': 'Mois ({label})',
  'offers.season_said': 'saison du {from} au {to}',
  'offers.term': 'Durée habituelle, en jours',
  'offers.term_said': '{days, plural, one {# jour} other {# jours}}',
  'offers.grace': 'Délai de grâce, en jours',
  'offers.grace_help': 'Renouvelée dans ce délai après la fin, la mission compte comme fidélisée.',
  'offers.grace_said': 'grâce de {days, plural, one {# jour} other {# jours}}',
  'offers.value': 'La visite qui compte',
  'offers.value_help': 'La définition de la valeur dont l’événement est une visite.',
  'offers.value_usual': 'Celle de cette offre, sinon celle par défaut',
  'offers.prices': 'Prix',
  'offers.price': 'Prix',
  'offers.add_price': 'Ajouter un prix',
  'offers.per':
    '{period, select, day {par jour} week {par semaine} month {par mois} quarter {par trimestre} semester {par semestre} other {par an}}',
  'offers.price_said':
    '{price} {period, select, day {par jour} week {par semaine} month {par mois} quarter {par trimestre} semester {par semestre} other {par an}}',
  'offers.entitlements': 'Fonctions comprises',
  'offers.entitlements_help':
    'Chaque fonction se voit par un événement : on sait alors qui paie sans l’utiliser.',
  'offers.entitlements_no_events':
    'Chaque fonction se voit par un événement. Envoyez ou importez d’abord des événements, puis revenez les choisir.',
  'offers.entitlements_said':
    '{count, plural, one {# fonction} other {# fonctions}}{differentiating, plural, =0 {} one {, dont # différenciante} other {, dont # différenciantes}}',
  'offers.add_entitlement': 'Ajouter une fonction',
  'offers.feature': 'Fonction',
  'offers.feature_event': 'Son usage est l’événement',
  'offers.feature_price': 'Prix par mois ({currency})',
  'offers.feature_grace': 'Grâce, en jours',
  'offers.differentiating': 'Différenciante',
  'offers.differentiating_help':
    'C’est par elle que l’on vous choisit : elle compte dans la profondeur d’usage.',
  'offers.margin': 'Marge',
  'offers.margin_help': 'Ce qui reste du prix, si vous voulez lire les chiffres en marge.',
  'offers.margin_said': 'marge de {share}',
  'offers.remove': 'Retirer',
};
