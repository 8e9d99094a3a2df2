import type { refusals as french } from '../fr/refusals.ts';

export const refusals: Record<keyof typeof french, string> = {
  'refusal.other':
    'The request was refused. Nothing was changed.{expected, select, none {} other { Expected: {expected}.}}{came, select, none {} other { Given: “{came}”.}} If it comes back, quote this code: {code}.',
  'refusal.funnels.no_breakdown':
    'Comparing values needs a breakdown. First choose the property or trait to break down by.',
  'refusal.funnels.no_such_series': 'This value is not in the answer. Choose one of the list.',
  'refusal.funnels.too_entangled':
    'Too many steps share the same events to be counted in any order. Remove some, or ask for them in order.',
  'refusal.aarrr.no_such_stage': 'This stage is not part of the question. Add it, or choose another.',
  'refusal.acquisition.days_in_disorder':
    'These days contradict each other: the last day of staying comes after the first, and after that of leaving again.',
  'refusal.acquisition.decimal_mark_unclear':
    'Costs such as {got} can be read two ways, one a thousand times the other. Say how costs are written; nothing was imported.',
  'refusal.acquisition.no_naming':
    'Say what names the campaign or the channel of a customer: a trait, or a property of an event.',
  'refusal.acquisition.no_such_column':
    'The file lacks columns. Its first row must name at least “campaign” and “day”.',
  'refusal.acquisition.too_many_rows':
    'The file has too many rows (20,000 at most). Cut it into several: a row that is repeated counts once.',
  'refusal.acquisition.unknown_campaign': 'No figures of this campaign are imported for these days.',
  'refusal.journey_maps.changed_meanwhile':
    'Somebody has changed the map meanwhile. Nothing is overwritten: reload the map, then make your changes again.',
  'refusal.journey_maps.no_such_step': 'This step is not on the map, or no event measures it.',
  'refusal.journey_maps.nothing_measured': 'No step of this map is bound to an event.',
  'refusal.journey_maps.retired': 'This map is removed. Put it back to change it.',
  'refusal.journey_maps.too_many':
    'A workspace keeps 100 maps at most. Remove those that are not used any more.',
  'refusal.journey_maps.unknown': 'This map does not exist in this workspace.',
  'refusal.journey_maps.unknown_version': 'This map has no version {got}.',
  'refusal.journey_maps.unsound':
    'The map cannot be kept like this: every stage and step has a name, 60 steps at most, of which 30 bound to events.',
  'refusal.goals.name_taken': 'Another goal has this name already. Give it another one.',
  'refusal.goals.not_offered':
    'This goal is offered no more, or is not meant for this customer. Choose another one.',
  'refusal.goals.retired': 'This goal is offered no more. Offer it again to change it.',
  'refusal.goals.told_twice': '“{got}” already tells another goal. A word tells one goal only.',
  'refusal.goals.too_many':
    '50 goals at most are offered at a time. Retire those that are not used any more.',
  'refusal.goals.unknown': 'This goal does not exist in this workspace.',
  'refusal.milestones.claimed': 'This milestone was claimed already.',
  'refusal.milestones.name_taken': 'Another milestone has this name already. Give it another one.',
  'refusal.milestones.not_claimable': 'This milestone entitles to nothing.',
  'refusal.milestones.not_reached': 'This person has not reached this milestone since it is kept.',
  'refusal.milestones.retired': 'This milestone is celebrated no more. Celebrate it again to change it.',
  'refusal.milestones.too_many':
    '100 milestones at most are kept at a time. Retire those that are not used any more.',
  'refusal.milestones.unknown': 'This milestone does not exist in this workspace.',
  'refusal.people.bad_cursor': 'This does not go on from an export of this person. Begin the export anew.',
  'refusal.people.unknown_user':
    'Nobody is known by this id: there is nothing to hand over. Check it on the person’s page.',
  'refusal.promises.backwards': 'This day is before that of the promise. Choose that day or a later one.',
  'refusal.promises.days_backwards': 'The last day comes before the first.',
  'refusal.promises.in_days_to_come': 'This day has not begun yet. Choose today or earlier.',
  'refusal.promises.no_actual': 'A quantity was promised: say how much came.',
  'refusal.promises.no_day': 'Say for which day it is promised, or in how many days.',
  'refusal.promises.unknown': 'This promise does not exist in this workspace.',
  'refusal.promises.withdrawn': 'This promise is taken out. Put it back to say that it was kept.',
  'refusal.consent.basis_missing': 'Say what this yes rests on: a consent, or an exception.',
  'refusal.consent.basis_of_a_no': 'A no rests on nothing: leave the basis empty.',
  'refusal.consent.basis_unfit':
    'This basis does not carry this channel and purpose. Ask for a consent, or choose another basis.',
  'refusal.consent.given_ahead': 'This date is still to come: nobody consents ahead. Choose today or before.',
  'refusal.consent.request_reused':
    'This request was used for something else. Nothing was recorded; open the form again.',
  'refusal.consent.text_missing':
    'A yes must be proven: give the text that was shown or read out. Without proof, note “to be confirmed”.',
  'refusal.consent.too_many_topics': 'A workspace keeps 100 topics at most.',
  'refusal.consent.unknown_browser': 'This browser was never seen in this workspace.',
  'refusal.consent.unknown_topic':
    'The topic “{got}” does not exist in this workspace. Define it first, or leave it empty for all.',
  'refusal.remarks.too_many': '500 remarks at most on one customer. Remove some.',
  'refusal.remarks.unknown': 'This remark does not exist any more. Reload the page.',
  'refusal.tasks.too_many': '50,000 tasks at most are to be done at a time. Finish or drop some.',
  'refusal.tasks.unknown': 'This task does not exist any more. Reload the page.',
  'refusal.tasks.unknown_assignee': 'This person has no access to this workspace. Choose one of the list.',
  'refusal.onboarding.no_such_step': 'This onboarding does not have this step. Choose one of the list.',
  'refusal.onboarding.overlapping_days':
    'A departure can only be seen after the days of the steps. Choose later days, or give the steps fewer days.',
  'refusal.onboarding.retired': 'This onboarding is no longer in use. Put it back to use to change it.',
  'refusal.onboarding.same_step': 'Two steps have the same name or the same event. Give each its own.',
  'refusal.onboarding.unknown': 'This onboarding does not exist in this workspace.',
  'refusal.onboarding.unknown_version': 'This onboarding does not have this version.',
  'refusal.scores.too_heavy': 'Judging everybody is too much work at once. It is tried again later.',
  'refusal.segments.circular': 'This rule would depend on itself, through other segments.',
  'refusal.segments.name_taken': 'Another segment is called “{got}” already.',
  'refusal.segments.not_kept_then':
    'This segment was not kept yet at that date: its members of then are not known.',
  'refusal.segments.not_ready':
    'This segment is being counted for the first time. It will be ready in a few seconds.',
  'refusal.segments.retired': 'This segment is not kept any more. Take it up again to change it.',
  'refusal.segments.too_heavy':
    'This rule is too much work at once. Shorten its windows or take out a condition.',
  'refusal.segments.too_many': 'Too many segments are kept at once. Retire one that nobody uses.',
  'refusal.segments.unknown': 'There is no such segment in this workspace.',
  'refusal.segments.whom': 'Say who is meant: a person, or an account, whichever the segment counts.',
  'refusal.segments.wrong_unit': 'This condition is not about what the segment counts.',
  'refusal.web.unreachable':
    'Perdure is not answering. Your data is safe on the server; check that it is running, then try again.',
  'refusal.web.no_answer':
    'The server answered something unexpected. Nothing was changed. Try again in a moment.',
  'refusal.web.fault': 'This page hit a fault. Your data was not touched. Reload the page.',
  'refusal.fault': 'The server hit a fault, noted in its log under {requestId}. Nothing was changed.',
  'refusal.access.forbidden':
    'Your role does not allow this here. Nothing was changed. Ask an administrator of the workspace.',
  'refusal.access.foreign_host':
    'Perdure is not served under this address. Open it at its usual one, or have this one added by whoever runs it.',
  'refusal.access.invalid_input':
    'A value cannot be taken{named, select, none {} other {: {named}}}.{expected, select, none {} other { Expected: {expected}.}}{came, select, none {} other { Given: “{came}”.}} Nothing was changed. Correct it, then try again.',
  'refusal.access.key_missing': 'This request lacks an API key. Nothing was changed.',
  'refusal.access.not_exportable': 'This answer cannot be exported as a table.',
  'refusal.access.too_many_requests': 'Too many requests in a short time. Wait a minute, then try again.',
  'refusal.access.unknown_key': 'This API key is not known, has expired or was revoked.',
  'refusal.access.unknown_operation':
    'The server does not know this request. It is probably of another version than this page: reload it.',
  'refusal.access.unknown_workspace': 'There is no such workspace, or you have no access to it.',
  'refusal.access.workspace_missing':
    'The request does not say which workspace it is about. Reload the page.',
  'refusal.aha.name_taken':
    'An aha moment in use is already called “{got}”. Give another name, or change the one there is.',
  'refusal.aha.nothing_to_try': 'No event is left to try besides the start and those you exclude.',
  'refusal.aha.outcome_inside_window':
    'The time by which staying is judged begins before the longest window is over. Move it later, or shorten the window.',
  'refusal.aha.retired': 'This aha moment is no longer in use. Put it back in use, or take another.',
  'refusal.aha.unknown': 'This aha moment does not exist in this workspace.',
  'refusal.aha.unknown_version': 'This aha moment has no version {got}.',
  'refusal.compare.no_range':
    'This question looks at the latest weeks: it has no range of dates. Compare lists or people.',
  'refusal.compare.no_such_figure': 'This figure is not in the comparison. Choose one of the list.',
  'refusal.compare.nothing_alike': 'These groups have no figure in common. Choose ranges of the same length.',
  'refusal.compare.nothing_over':
    'Nothing of this range is over yet. Choose a longer one, or an earlier one.',
  'refusal.accounts.unknown': 'Nothing in this workspace names this account.',
  'refusal.accounts.unknown_owner':
    '“{got}” has no access to this workspace. Choose somebody who has, or give a name.',
  'refusal.contracts.key_reused':
    'Something else was recorded under this key. Take a new key for other terms.',
  'refusal.contracts.other_holder':
    'This contract belongs to somebody else ({got}). End it, then begin another contract for the new holder.',
  'refusal.customers.bad_cursor':
    'The rest of this list is no longer valid. Reload the page to read it from the start.',
  'refusal.customers.unknown':
    'There is no such person in this workspace. They may have been erased or merged with another.',
  'refusal.dashboards.ends_already': 'That day is over. Choose a last day to come.',
  'refusal.dashboards.link_ended':
    'This shared link has ended: it shows nothing any more. Ask whoever gave it to you for a new one.',
  'refusal.dashboards.link_revoked':
    'This shared link was revoked: it shows nothing any more. Ask whoever gave it to you for a new one.',
  'refusal.dashboards.link_unknown':
    'This link opens nothing. Check that it was copied whole, or ask whoever gave it to you for a new one.',
  'refusal.dashboards.link_without_dashboard':
    'The dashboard that this link showed was deleted. Ask whoever gave it to you.',
  'refusal.dashboards.not_pinnable':
    'This question cannot be pinned: only those whose answer is made of figures can.',
  'refusal.dashboards.withheld':
    'This question tells customers apart by something personal: no link shows it.',
  'refusal.dashboards.other_kind_of_tile': 'This tile is not of that kind. Reload the page.',
  'refusal.dashboards.other_tiles':
    'Somebody else has just changed this dashboard. Reload the page, then try again.',
  'refusal.dashboards.too_many_dashboards': 'There are 200 dashboards already: none was made. Delete one.',
  'refusal.dashboards.too_many_links':
    'This dashboard has 100 links in force already: none was made. Revoke some that no longer help.',
  'refusal.dashboards.too_many_tiles':
    'This dashboard has 60 tiles already: none was added. Take some off, or make a second one.',
  'refusal.dashboards.unknown': 'There is no such dashboard in this workspace. It may have been deleted.',
  'refusal.dashboards.unknown_link': 'There is no such shared link in this workspace.',
  'refusal.dashboards.unknown_tile': 'This tile is no longer on the dashboard. Reload the page.',
  'refusal.demo.not_a_demo': 'This workspace is not a demo: it is not removed this way. Nothing was changed.',
  'refusal.engines.records_unavailable':
    'The database that holds Perdure’s settings is not answering. Events are still being received; try again in a moment.',
  'refusal.erasure.unknown_user':
    'Nobody is known by this id: nothing was erased. Check it on the person’s page.',
  'refusal.filters.other_unit':
    'This list counts something else than the question does (customers or accounts). Choose another list, or change what the question counts.',
  'refusal.filters.not_comparable':
    '“{got}” is neither a number nor a date: nothing is more or less than it. Give a number, or a date such as 2025-03-30.',
  'refusal.filters.wrong_values':
    'A condition does not have the right number of values. Give one, or several where that is allowed.',
  'refusal.funnels.impossible_exclusion':
    'The steps between which an event is excluded do not fit. Choose a step, then one that follows it.',
  'refusal.funnels.impossible_window': 'The time allowed does not fit these steps. Choose another one.',
  'refusal.funnels.no_such_step': 'This step is not in the answer. Choose one of the list.',
  'refusal.paths.impossible_group':
    'A group of steps does not fit: an event is in one group only, and each group has a name of its own.',
  'refusal.paths.impossible_window': 'A path lasts 731 days at most.',
  'refusal.paths.no_such_place': 'This step is not in the answer. Choose one of the tree.',
  'refusal.paths.outcome_too_early':
    'Coming back is measured after the first days that describe the customers. Let it begin later.',
  'refusal.paths.no_such_situation':
    'This situation is not in the answer. Reload the page, or choose one of the list.',
  'refusal.paths.too_many_names':
    'This workspace has too many names of events to make paths of them. A name that differs from person to person should be a property.',
  'refusal.http.not_found': 'There is nothing at this address.',
  'refusal.http.pages_not_built': 'The pages are not built yet on this server.',
  'refusal.identity.no_such_merge': 'This merge is no longer in force: it was probably undone already.',
  'refusal.identity.same_person': 'Both ids are the same. Give two different ones.',
  'refusal.identity.unknown_user': 'Nobody is known by the id “{got}”. Nothing was merged.',
  'refusal.imports.bad_mapping': 'The column mapping cannot be read. Nothing was imported.',
  'refusal.imports.column_missing':
    'A required column is missing. Nothing was imported. Say which column holds it.',
  'refusal.imports.cut_off': 'The file did not arrive whole. Nothing was imported. Send it again.',
  'refusal.imports.damaged_gzip':
    'This compressed file is damaged. Nothing was imported. Compress it again, or send it as it is.',
  'refusal.imports.empty_file': 'This file has no rows. Nothing was imported.',
  'refusal.imports.field_of_other_kind':
    'A column is mapped to a field that this kind of file does not have ({field}).',
  'refusal.imports.name_missing': 'The file has no name. Nothing was imported.',
  'refusal.imports.no_such_file': 'This file is not on the server.',
  'refusal.imports.not_a_table':
    'This file is not a table that Perdure can read. Give CSV, JSON lines or Parquet.',
  'refusal.imports.not_parquet': 'This file is named as Parquet but is not. Nothing was imported.',
  'refusal.imports.parquet_needs_engine_here':
    'Parquet cannot be read where the warehouse is on another machine. Give CSV or JSON lines.',
  'refusal.imports.too_large':
    'This file is larger than allowed. Nothing was imported. Compress it (.gz) or use the command line.',
  'refusal.imports.unknown': 'There is no such import in this workspace.',
  'refusal.imports.unknown_column': 'The file has no column “{got}”.',
  'refusal.imports.unknown_currency':
    '“{got}” is not a known currency. Give its three-letter code, such as EUR.',
  'refusal.imports.unknown_field': 'A column is mapped to a field that Perdure does not know.',
  'refusal.imports.unknown_upload':
    'This file is no longer on the server: a file sent but not imported is kept only for a while. Send it again.',
  'refusal.insights.no_such_date':
    '“{got}” is not a date that can be asked about. Write it like this: 2025-03-30, between 1910 and 2289.',
  'refusal.insights.unknown_event':
    'No event is called “{got}” here. Check its name, or choose it from the list.',
  'refusal.insights.unknown_property':
    'No event has a property “{got}” here. Check its name, or choose it from the list.',
  'refusal.insights.not_a_number':
    'The property “{got}” holds nothing but text: it cannot be added up or held against a number. Choose one that holds numbers.',
  'refusal.insights.no_such_group': 'The answer has no such group. Choose one from the table.',
  'refusal.insights.no_such_period':
    'No period of the answer begins on this date. Choose one from the table.',
  'refusal.insights.too_many_periods':
    'This question would give too many periods. Take longer periods, or narrow the dates.',
  'refusal.intake.backlog':
    'Too many events are waiting to be stored. What was accepted is safe; send the rest again in a moment.',
  'refusal.intake.broken_body': 'What was sent cannot be read. Give an event, or a batch of events, in JSON.',
  'refusal.intake.busy':
    'The server is already taking all it can. Nothing accepted is lost; send the rest again in a moment.',
  'refusal.intake.no_key': 'The write key is missing. Copy the one on the Sources page.',
  'refusal.intake.no_such_script': 'This collection script is not installed on this server.',
  'refusal.intake.not_found': 'Nothing receives events at this address.',
  'refusal.intake.too_large':
    'The request is too large. Nothing of it was kept. Send fewer events at a time.',
  'refusal.intake.too_many_events':
    'Too many events in a short time for this workspace. Send them again in a moment.',
  'refusal.intake.too_many_in_batch':
    'This batch holds too many events. Nothing of it was kept. Send it in several parts.',
  'refusal.intake.wrong_key': 'This write key belongs to no source. Copy the one on the Sources page.',
  'refusal.journal.unhealthy':
    'The server’s disk refuses to write. Nothing was accepted; tell whoever runs Perdure.',
  'refusal.keys.beyond_own_permissions':
    'A key cannot allow more than you may do yourself. Take rights off the key.',
  'refusal.keys.expired_already': 'This date of expiry is past. Choose one to come.',
  'refusal.keys.unknown': 'There is no such key in this workspace. It may have been revoked.',
  'refusal.lists.bad_cursor':
    'The rest of this list is no longer valid. Reload the page to read it from the start.',
  'refusal.lists.other_unit': 'This list cannot count something else than the question it comes from.',
  'refusal.lists.too_many': 'Too many people for a list. Nothing was saved. Narrow the question.',
  'refusal.lists.unknown': 'There is no such list in this workspace. It may have been deleted.',
  'refusal.mail.address': '“{got}” is not an email address.',
  'refusal.mail.message':
    'This message cannot go out as it is{named, select, none {} other {: {named}}}.{expected, select, none {} other { Expected: {expected}.}} Nothing was sent.',
  'refusal.mail.refused': 'The mail server refused this address. Check it, or pass the link on yourself.',
  'refusal.mail.setting':
    'A setting of how mail is sent is not valid{named, select, none {} other {: {named}}}.{expected, select, none {} other { Expected: {expected}.}}',
  'refusal.mail.unavailable':
    'The mail server is not answering. Pass the link on yourself, or try again later.',
  'refusal.maths.argument_out_of_range':
    'A number of this question is outside what can be computed. Check the question’s settings.',
  'refusal.maths.count_out_of_range':
    'A head count of this question cannot be used this way. Widen the dates or the groups.',
  'refusal.maths.difference_out_of_range':
    'The smallest difference that matters must lie between 0 and 100 points. Correct it in the workspace settings.',
  'refusal.maths.duration_out_of_range':
    'A duration of this question is negative or endless: it cannot be compared.',
  'refusal.maths.late_entry_unsupported':
    'Some people are watched too late for this test. Choose groups watched from their entry.',
  'refusal.maths.no_difference': 'Both shares are the same: there is no difference to look for.',
  'refusal.maths.probability_out_of_range': 'A probability must lie between 0 and 100%.',
  'refusal.maths.share_out_of_range': 'A share must lie between 0 and 100%.',
  'refusal.maths.too_few_groups': 'It takes at least two groups to compare. Add one.',
  'refusal.contract-retention.no_such_period': 'The question has no such period, or it has not begun.',
  'refusal.signup-seasons.month_twice': 'A month belongs to one season only. Take it out of one of them.',
  'refusal.signup-seasons.no_such_day': 'The curve is not read on that day. Choose one of the days shown.',
  'refusal.offers.not_sold':
    'No offer has this name, neither declared nor in a contract. Look it up on the page of offers.',
  'refusal.offers.other_kind':
    'This offer is of another kind of retention. Choose another one, or change its kind on the page of offers.',
  'refusal.offers.name_taken':
    'An offer called “{got}” is declared already. Change that one, or restore it if it was retired.',
  'refusal.offers.retired': 'This offer was retired. Restore it to change it.',
  'refusal.offers.terms_of_another_kind':
    'A season belongs to a discontinuous offer, a term to an intentional one. Leave it empty, or change the kind.',
  'refusal.offers.unknown': 'There is no such offer in this workspace.',
  'refusal.operation.unknown':
    'The server does not know this request. It is probably of another version than this page: reload it.',
  'refusal.plan.action_only':
    'Only the action of this event is kept: it has no property in use. Keep the context too, or take “{got}” out.',
  'refusal.plan.changed_meanwhile':
    'The plan was changed meanwhile. Nothing was overwritten: reload the page, then make your change again.',
  'refusal.plan.file_differs': 'The file and the server’s plan differ. Nothing was changed.',
  'refusal.plan.file_invalid':
    'The file of the plan does not fit{field, select, none {} other { ({field})}}. Nothing was changed.',
  'refusal.plan.file_not_json': 'The file of the plan is not JSON. Nothing was changed.',
  'refusal.plan.incomplete':
    'To collect “{got}”, say what it serves, who answers for it and which figure is made of it. Missing: {field}.',
  'refusal.plan.named_twice':
    '“{got}” is there twice. Keep one event, one property or one question of that name.',
  'refusal.plan.no_draft': 'There is no draft of the plan. Change the plan first.',
  'refusal.plan.not_planned': '“{got}” is not in the plan.',
  'refusal.plan.nothing_new': 'The draft is the same as the approved plan: there is nothing to approve.',
  'refusal.plan.sample_differs': 'Some events of the sample do not conform to the plan. Nothing was changed.',
  'refusal.plan.too_many_events': 'A plan holds at most 1,000 events. Take out what is no longer collected.',
  'refusal.plan.unknown_version': 'The plan has no version {got}.',
  'refusal.plan.values_of_other_type': 'An allowed value is not of the type of its property: {got}.',
  'refusal.notes.backwards': 'The last day comes before the first. Choose a later one.',
  'refusal.notes.too_many': 'There are 2,000 notes already: none was added. Delete some that no longer help.',
  'refusal.notes.unknown': 'This note no longer exists: it was probably deleted.',
  'refusal.questions.not_an_insight':
    'This question cannot be saved: only those whose answer is made of figures can. Check the name “{got}”.',
  'refusal.questions.too_long': 'This question is too long to be saved. Take off conditions, or use a list.',
  'refusal.questions.unknown': 'This question no longer exists: it was probably deleted.',
  'refusal.rejects.not_found': 'This event is no longer open: it was replayed or discarded in the meantime.',
  'refusal.rejects.not_json':
    'The corrected text is not JSON. Nothing was changed; the event stays set aside.',
  'refusal.retention.bad_bracket': 'A bracket ends before it begins. Write them like this: 1-3, 4-7.',
  'refusal.insights.bad_cursor':
    'The rest of this list is no longer valid. Reload the page to read it from the start.',
  'refusal.insights.empty_range': 'The dates end before they begin. Choose an end after the beginning.',
  'refusal.retention.interval_longer_than_row':
    'A step cannot be longer than a row: take longer rows, or a shorter step.',
  'refusal.retention.no_breakdown': 'The question tells no values apart to compare. Choose “by” what first.',
  'refusal.retention.no_such_interval': 'This period is not in the answer. Choose one of the columns.',
  'refusal.retention.no_such_series': 'This value is no longer in the answer. Choose another one.',
  'refusal.retention.too_many_rows':
    'This question would give too many rows. Narrow the dates, or group by week or month.',
  'refusal.session.email_taken':
    'There is already an account at this address. Sign in, or ask for a new password.',
  'refusal.session.foreign_origin':
    'The request did not come from this page. Open Perdure at its usual address and try again.',
  'refusal.session.link_not_valid':
    'This link has been used or has expired. Ask an administrator for a new one.',
  'refusal.session.needed':
    'Your session has ended. Sign in again; the address of this page keeps the question.',
  'refusal.session.refused':
    'The address and the password do not match. Check both, or ask for a new password.',
  'refusal.session.sign_in_first':
    'There is already an account at this address. Sign in, then open the link again.',
  'refusal.session.too_many_attempts':
    'Too many attempts in a short time. Your account is intact; try again in a few minutes.',
  'refusal.session.totp_already_on': 'Two-step sign-in is already on. Turn it off first to change it.',
  'refusal.session.weak_password':
    'This password is too easy to guess. Use at least 12 characters, for example four unrelated words.',
  'refusal.sources.unknown': 'There is no such source in this workspace.',
  'refusal.users.already_member': 'This person already has access to this workspace.',
  'refusal.users.installation_administrator':
    'This person runs the installation: their access is not changed from within a workspace.',
  'refusal.time.as_of_ahead':
    'This date is still to come: what will happen by then is not known yet. Choose today or a day that is past, or leave the date empty for now.',
  'refusal.traits.not_a_number':
    'The trait “{got}” holds nothing but text: it cannot be held against a number. Choose another one, or another comparison.',
  'refusal.traits.unknown':
    'Nobody here ever had the trait “{got}”. Check its name, or choose it from the list.',
  'refusal.users.last_administrator':
    'This is the last administrator of the workspace: appoint another one first.',
  'refusal.users.not_by_key': 'An API key may not do this. Sign in to do it yourself.',
  'refusal.users.reset_beyond_reach':
    'This person also belongs to another workspace: only an administrator of the installation may do this.',
  'refusal.users.unknown': 'This person has no access to this workspace, or no longer has.',
  'refusal.users.unknown_invitation': 'This invitation has been used, was withdrawn or has expired.',
  'refusal.health.changed_meanwhile':
    'Somebody else changed these settings meanwhile. Reload the page, then start again.',
  'refusal.health.no_active_people': 'This dimension does not count active people.',
  'refusal.health.no_such_dimension':
    'This dimension is not, or no longer, in the settings. Reload the page.',
  'refusal.health.no_such_order': 'It cannot be sorted like this: the dimension is not in the settings.',
  'refusal.health.too_many': 'Too many customers to judge at once. Narrow them by a list or a trait.',
  'refusal.health.too_many_events':
    'Too many different events in dimensions and paid features. Take some out.',
  'refusal.health.unknown_holder': 'This account is not known at this date, or does not meet the conditions.',
  'refusal.health.unknown_version': 'There is no such version of the settings.',
  'refusal.adoption.no_such_feature': 'This feature is not, or no longer, in the question. Reload the page.',
  'refusal.stickiness.no_such_bucket': 'The answer does not have so many buckets. Choose one of its bars.',
  'refusal.stickiness.rule_twice':
    'A definition of value has its own rule and period already. Take the rule off the question, or name an event.',
  'refusal.value.mere_presence':
    'Signing in or opening a page is not yet receiving value. Choose what the customer comes for.',
  'refusal.value.name_taken':
    'A definition in use is already called “{got}”. Give another name, or change the one there is.',
  'refusal.value.no_default':
    'This workspace does not say yet what value is to a customer. Define it, or name an event.',
  'refusal.value.not_by_day':
    'This definition of value is known by the week or the month: here, days are counted. Name an event, or a definition that counts by day or that one event is enough for.',
  'refusal.value.not_one_event':
    'This definition of value takes more than one event a period: what is needed here is an event, or a definition that one event is enough for.',
  'refusal.value.other_period': 'This definition of value counts by another period. Ask with its own.',
  'refusal.value.retired':
    'This definition of value is no longer in use. Take another, or put it back to use.',
  'refusal.value.unknown': 'There is no such definition of value in this workspace.',
  'refusal.value.unknown_version': 'This definition has no version {got}.',
  'refusal.value.window_too_short':
    'These days may hold no whole period of this definition of value. Take at least 13 days for one that counts by week, 61 for one that counts by month; now there are {got}.',
  'refusal.workspace.unknown': 'There is no such workspace, or you have no access to it.',
  'refusal.workspaces.not_installation_administrator':
    'Only an administrator of the installation may create a workspace. Ask one.',
  'refusal.workspaces.slug_taken': 'Another workspace already has this address. Choose another one.',
  'refusal.rates.bad_rate':
    'A rate is a number above 0 with at most 12 decimals, such as 0.9213. Nothing was imported.',
  'refusal.rates.same_currency': 'A rate joins two different currencies. Nothing was imported.',
  'refusal.revenue.no_such_book': 'This currency or offer is not in the answer. Choose one that is.',
  'refusal.revenue.no_such_group': 'This group is not in the answer. Choose one that is.',
  'refusal.revenue.other_holders':
    'The question does not count contracts of this kind of holder. Choose the other one.',
  'refusal.revenue.too_many_books': 'There are too many offers to tell apart. Choose some of them.',
  'refusal.phases.same_rule': 'This rule is the one that holds already.',
  'refusal.phases.meant_of_one_offer':
    'Which events are meant is said for all offers. Change it in the rule of all offers.',
  'refusal.phases.unknown_offer': 'There is no such offer in this workspace.',
  'refusal.worklist.until_past': 'It can be put off until a day to come. Choose one after today.',
  'refusal.worklist.unknown_mark': 'There is nothing of this kind to put back, or it was put back already.',
  'refusal.worklist.unknown_assignee':
    'This person has no access to this workspace. Choose somebody who may open it.',
};
