/** What would have been stored instead of an event that was refused for this reason, in a sentence. */
export const expectedOf = (reason: string): string =>
  expectations[reason] ?? 'an event as the guide describes it';

const expectations: Readonly<Record<string, string>> = {
  'intake.unreadable': 'a JSON object whose fields are of the documented kinds',
  'intake.event_too_large': 'at most 32 KB of JSON per event',
  'intake.too_deep': 'at most 64 levels of nesting',
  'intake.unknown_type': 'one of track, identify, page, screen, group, alias',
  'intake.no_event_name': 'the name of the event',
  'intake.name_too_long': 'a name of at most 200 characters',
  'intake.no_identity': 'a userId or an anonymousId',
  'intake.no_group': 'a groupId',
  'intake.no_previous_id': 'a previousId',
  'intake.bad_id': 'an id of 1 to 512 bytes of text without NUL',
  'intake.bad_text': 'text that UTF-8 can hold (no half surrogate pair)',
  'intake.number_out_of_range': 'a number that can be held',
  'intake.time_unreadable': 'an ISO 8601 time, or milliseconds since 1970',
  'intake.time_out_of_range': 'a time from 2 January 1900 to 31 December 2299',
};
