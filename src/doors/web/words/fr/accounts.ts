export const accounts = {
  'shell.accounts': 'Comptes',
  'shell.offers': 'Offres',

  'accounts.title': 'Comptes',
  'accounts.lead':
    'Les organisations qui sont vos clientes : leurs membres, qui les suit, ce qu’elles achètent et quand cela se renouvelle.',
  'accounts.search': 'Identifiant, nom ou responsable',
  'accounts.found': '{count, plural, one {# compte} other {# comptes}}',
  'accounts.no_match': 'Aucun compte ne correspond. Essayez une partie du nom ou de l’identifiant.',
  'accounts.none_title': 'Aucun compte pour l’instant',
  'accounts.none':
    'Un compte apparaît ici dès qu’un appel group, un événement ou un contrat le nomme. Le plus court : importez l’export de vos abonnements, de Stripe ou de Chargebee par exemple.',
  'accounts.none_action': 'Importer un fichier',
  'accounts.by.name': 'Compte',
  'accounts.by.members': 'Membres',
  'accounts.by.owner': 'Responsable',
  'accounts.by.offers': 'Offres',
  'accounts.by.seats': 'Places',
  'accounts.by.monthly': 'Par mois',
  'accounts.by.renewal': 'Renouvellement',
  'accounts.by.seen': 'Vu pour la dernière fois',
  'accounts.never': 'jamais',
  'accounts.nobody': 'personne',
  'accounts.owner_of': 'Responsable de {account}',
  'accounts.owner_help': 'Une personne de votre équipe, ou un nom.',
  'accounts.owner_none': 'Plus personne',
};
