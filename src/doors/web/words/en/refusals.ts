import type { refusals as french } from '../fr/refusals.ts';

export const refusals: Record<keyof typeof french, string> = {
  'refusal.other': 'The request was refused ({code}). Nothing was changed. Expected: {expected}.',
  'refusal.web.unreachable':
    'Perdure is not answering. Your data is safe on the server; check that it is running, then try again.',
  'refusal.web.no_answer':
    'The server answered something unexpected. Nothing was changed. Try again in a moment.',
  'refusal.web.fault': 'This page hit a fault. Your data was not touched. Reload the page.',
  'refusal.fault': 'The server hit a fault, noted in its log under {requestId}. Nothing was changed.',
  'refusal.session.refused':
    'The address and the password do not match. Check both, or ask for a new password.',
  'refusal.session.code_refused':
    'This code is no longer valid. Wait for the next one in your app and enter it.',
  'refusal.session.too_many_attempts':
    'Too many attempts in a short time. Your account is intact; try again in a few minutes.',
  'refusal.session.link_not_valid':
    'This link has been used or has expired. Ask an administrator for a new one.',
  'refusal.session.weak_password':
    'This password is too easy to guess. Use at least 12 characters, for example four unrelated words.',
  'refusal.session.sign_in_first':
    'There is already an account at this address. Sign in, then open the link again.',
  'refusal.session.foreign_origin':
    'The request did not come from this page. Open Perdure at its usual address and try again.',
  'refusal.users.last_administrator':
    'This is the last administrator of the workspace: appoint another one first.',
  'refusal.imports.too_large':
    'This file is larger than allowed. Nothing was imported. Compress it (.gz) or use the command line.',
};
