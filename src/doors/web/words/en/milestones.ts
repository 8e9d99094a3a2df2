export const milestones = {
  'shell.milestones': 'Milestones',
  'milestones.title': 'Milestones to celebrate',
  'milestones.lead':
    'The hundredth session, a year with you: what deserves to be celebrated, once for each person.',
  'milestones.none_title': 'This is where you will read what your customers achieved',
  'milestones.none':
    'Choose a milestone: the 100th session, 30 days of use, an anniversary. Whoever reaches it gets one event, once, which your messages can wait for.',
  'milestones.no_events': 'A milestone is measured by events. Send or import the first ones, then come back.',
  'milestones.add': 'Add a milestone',
  'milestones.change': 'Change',
  'milestones.change_title': 'Change the milestone',
  'milestones.retire': 'Celebrate no more',
  'milestones.restore': 'Celebrate again',
  'milestones.retired': '“{name}” is celebrated no more.',
  'milestones.saved': 'The milestone “{name}” is saved.',
  'milestones.name': 'Name',
  'milestones.name_example': 'Hundredth session',
  'milestones.kind': 'What is reached',
  'milestones.kind.times': 'Something done so many times',
  'milestones.kind.quantity': 'A quantity reached in all',
  'milestones.kind.days': 'So many days with value',
  'milestones.kind.anniversary': 'An anniversary',
  'milestones.event': 'Event',
  'milestones.first_event': 'Counted from the first',
  'milestones.value': 'Value',
  'milestones.value_none': 'an event',
  'milestones.property': 'Property added up',
  'milestones.much.times': 'How many times',
  'milestones.much.quantity': 'Quantity',
  'milestones.much.days': 'How many different days',
  'milestones.much.anniversary': 'After (months)',
  'milestones.claimable': 'Entitles to something',
  'milestones.claimable_help': 'Everybody may claim it once, after reaching the milestone.',
  'milestones.preview_reached':
    '{count, plural, =0 {Nobody has reached it already.} one {{figure} person has reached it already: nothing will be announced to them.} other {{figure} people have reached it already: nothing will be announced to them.}}',
  'milestones.preview_near':
    '{count, plural, =0 {Nobody is near.} one {{figure} person is at 80% or more.} other {{figure} people are at 80% or more.}}',
  'milestones.preview_soon':
    '{count, plural, =0 {No anniversary within 30 days.} one {{figure} anniversary within 30 days.} other {{figure} anniversaries within 30 days.}}',
  'milestones.since': '{words}. Announced to whoever reaches it since {date}.',
  'milestones.who': 'Who reached “{name}”',
  'milestones.reached':
    '{count, plural, =0 {not reached yet} one {reached once} other {reached {figure} times}}',
  'milestones.claimed':
    '{count, plural, =0 {not claimed yet} one {claimed once} other {claimed {figure} times}}',
  'milestones.reached_on': 'reached on {date}',
  'milestones.claimed_on': 'claimed on {date}',
};
