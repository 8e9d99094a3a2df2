/** What the server expected, what came, and the name that was probably meant. */
export const expected = {
  'expected.near': 'Peut-être « {name} » ?',
  'expected.take': 'Prendre « {name} »',
  'expected.there': 'Il y a ici : {names}.',
  'expected.others': '{more, plural, one {# autre} other {# autres}}',
  'expected.at_least': 'au moins {count, number}',
  'expected.at_most': 'au plus {count, number}',
  'expected.more_than': 'plus de {count, number}',
  'expected.less_than': 'moins de {count, number}',
  'expected.items_at_least': '{count, plural, one {au moins un élément} other {au moins # éléments}}',
  'expected.items_at_most': '{count, plural, one {au plus un élément} other {au plus # éléments}}',
  'expected.characters_at_least':
    '{count, plural, one {au moins un caractère} other {au moins # caractères}}',
  'expected.characters_at_most': '{count, plural, one {au plus un caractère} other {au plus # caractères}}',
  'expected.option': 'un des choix proposés',
  'expected.number': 'un nombre',
  'expected.text': 'un texte',
  'expected.list': 'une liste',
  'expected.as_said': '« {expected} » (en anglais)',
  'expected.field': '« {field} »',
  'expected.place': '{name}, n° {place}',
};
