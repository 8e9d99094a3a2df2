export const adoption = {
  'shell.adoption': 'Adoption',
  'adoption.title': 'Adoption des fonctions',
  'adoption.sentence':
    'Parmi {who} qui peuvent les utiliser, combien se servent de ces fonctions {period}, {range} ?',
  'adoption.sentence_to_date':
    'Parmi {who} qui peuvent les utiliser, combien se sont déjà servis de ces fonctions, lu {period}, {range} ?',
  'adoption.features': 'Fonctions',
  'adoption.feature': 'Faire {used}, pour {seen}',
  'adoption.feature_head': 'Fonction',
  'adoption.used_by': 'Ce que veut dire l’utiliser',
  'adoption.seen_by': 'Ce qui permet de l’utiliser',
  'adoption.everyone': 'tous les {unit, select, account {comptes} other {clients}} connus',
  'adoption.add': 'Ajouter une fonction',
  'adoption.remove': 'Retirer la fonction {n}',
  'adoption.when': 'Moment de l’usage',
  'adoption.in_period': 'Pendant la période',
  'adoption.to_date': 'Jusqu’ici',
  'adoption.chart': 'Part de ceux qui l’utilisent',
  'adoption.table': 'Adoption en chiffres',
  'adoption.eligible': 'Peuvent',
  'adoption.used': 'Utilisent',
  'adoption.not_used': 'N’utilisent pas',
  'adoption.outside': 'Hors du cercle',
  'adoption.teach_title': 'Ici se lira ce que l’on utilise vraiment',
  'adoption.teach':
    'Chaque fonction, de ceux qui la voient à ceux qui s’en servent. Il manque les événements de vos clients.',
};
