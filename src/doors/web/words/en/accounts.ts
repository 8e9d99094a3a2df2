export const accounts = {
  'shell.accounts': 'Accounts',
  'shell.offers': 'Offers',

  'accounts.title': 'Accounts',
  'accounts.lead':
    'The organisations that are your customers: who belongs to them, who looks after them, what they buy and when it renews.',
  'accounts.search': 'Id, name or owner',
  'accounts.found': '{count, plural, one {# account} other {# accounts}}',
  'accounts.no_match': 'No account matches. Try a part of its name or id.',
  'accounts.none_title': 'No account yet',
  'accounts.none':
    'An account appears here as soon as a group call, an event or a contract names it. The shortest way: import the export of your subscriptions, from Stripe or Chargebee for instance.',
  'accounts.none_action': 'Import a file',
  'accounts.by.name': 'Account',
  'accounts.by.members': 'Members',
  'accounts.by.owner': 'Owner',
  'accounts.by.offers': 'Offers',
  'accounts.by.seats': 'Seats',
  'accounts.by.monthly': 'A month',
  'accounts.by.renewal': 'Renewal',
  'accounts.by.seen': 'Last seen',
  'accounts.never': 'never',
  'accounts.nobody': 'nobody',
  'accounts.owner_of': 'Owner of {account}',
  'accounts.owner_help': 'Somebody of your team, or a name.',
  'accounts.owner_none': 'Nobody any more',
};
