export const customers = {
  'people.anonymous': 'visiteur non identifié',
};
