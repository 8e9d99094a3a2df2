/** What the server expected, what came, and the name that was probably meant. */
export const expected = {
  'expected.near': 'Perhaps “{name}”?',
  'expected.take': 'Take “{name}”',
  'expected.there': 'There are: {names}.',
  'expected.others': '{more, number} more',
  'expected.at_least': '{count, number} or more',
  'expected.at_most': '{count, number} at most',
  'expected.more_than': 'more than {count, number}',
  'expected.less_than': 'less than {count, number}',
  'expected.items_at_least': '{count, plural, one {at least one entry} other {at least # entries}}',
  'expected.items_at_most': '{count, plural, one {at most one entry} other {at most # entries}}',
  'expected.characters_at_least':
    '{count, plural, one {at least one character} other {at least # characters}}',
  'expected.characters_at_most': '{count, plural, one {at most one character} other {at most # characters}}',
  'expected.option': 'one of the choices offered',
  'expected.number': 'a number',
  'expected.text': 'a text',
  'expected.list': 'a list',
  'expected.as_said': '{expected}',
  'expected.field': '“{field}”',
  'expected.place': '{name}, no. {place}',
};
