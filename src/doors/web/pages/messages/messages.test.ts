import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../words/index.ts';
import { asShown } from './as-shown.ts';
import {
  actsOf,
  answerOf,
  emailOf,
  moverOf,
  purposes,
  reasons,
  states,
  talliesOf,
  whenOf,
  whySaid,
} from './message.ts';

const fr = wordsOf('fr');
const told = (
  reason: string,
  detail: string | null = null,
  state: 'waiting' | 'refused' | 'failed' = 'refused',
) => ({
  state,
  reason,
  detail,
});

describe('why a message stands where it stands', () => {
  it('has words in both languages for every reason, in a list and in a sentence', () => {
    for (const words of [fr, wordsOf('en')])
      for (const reason of reasons) {
        expect(words.knows(`messages.reason.${reason}`), reason).toBe(true);
        for (const state of ['waiting', 'refused', 'failed'] as const)
          expect(whySaid(told(reason, null, state), words), reason).toMatch(/\.$/);
      }
  });

  it('names every state and purpose in both languages', () => {
    for (const words of [fr, wordsOf('en')]) {
      for (const state of states) {
        expect(words.knows(`messages.state.${state}`), state).toBe(true);
        expect(words.knows(`messages.state_help.${state}`), state).toBe(true);
      }
      for (const purpose of purposes) expect(words.knows(`messages.purpose.${purpose}`), purpose).toBe(true);
    }
  });

  it('reads the cap and the suppression that held it back', () => {
    expect(whySaid(told('capped', '3/7 days', 'waiting'), fr)).toBe(
      'Assez de messages lui ont été envoyés\u00a0: 3 en 7 jours.',
    );
    expect(whySaid(told('capped', '1/1 days'), fr)).toMatch(/1 en 1 jour\.$/);
    expect(whySaid(told('capped', 'other'), fr)).toBe('Assez de messages lui ont été envoyés.');
    expect(whySaid(told('suppressed', 'stop'), fr)).toBe(
      'Cette adresse ne reçoit plus rien\u00a0: STOP reçu.',
    );
  });

  it('says nothing where there is no reason, and an unknown one as it came', () => {
    expect(whySaid({ state: 'sent', reason: null, detail: null }, fr)).toBeUndefined();
    expect(whySaid(told('too_warm'), fr)).toBe('«\u00a0too_warm\u00a0»');
  });

  it('tells who did it by hand, and what a provider answered, never one for the other', () => {
    expect(moverOf(told('withdrawn', 'user:usr_1'))).toBe('user:usr_1');
    expect(answerOf(told('withdrawn', 'user:usr_1'))).toBeUndefined();
    expect(moverOf(told('provider', 'data: 451 later'))).toBeUndefined();
    expect(answerOf(told('provider', 'data: 451 later'))).toBe('data: 451 later');
  });
});

it('offers only what the server would do', () => {
  expect(states.filter((state) => actsOf(state).length > 0)).toEqual(['waiting', 'uncertain', 'failed']);
  expect(actsOf('uncertain')).toEqual(['sent', 'not_sent', 'resend']);
});

it('says when a message goes, went, or was decided', () => {
  const at = '2026-01-02T08:00:00.000Z';
  const one = { state: 'waiting', dueAt: at, handedAt: null, createdAt: '2026-01-01T00:00:00.000Z' } as const;
  const due = Date.parse(at);
  expect(whenOf(one, due - 1)).toEqual({ word: 'due', at });
  expect(whenOf(one, due)).toEqual({ word: 'soon', at });
  expect(whenOf({ ...one, state: 'sent', dueAt: null, handedAt: at }, due)).toEqual({ word: 'handed', at });
  expect(whenOf({ ...one, state: 'refused', dueAt: null }, due)).toEqual({
    word: 'decided',
    at: one.createdAt,
  });
});

it('counts states among the reason, and reasons among the states', () => {
  const counts = [
    { state: 'waiting', reason: 'closed', messages: 3 },
    { state: 'waiting', reason: 'capped', messages: 2 },
    { state: 'refused', reason: 'capped', messages: 5 },
    { state: 'sent', reason: null, messages: 7 },
  ] as const;
  const all = talliesOf([...counts], {});
  expect([...all.states]).toEqual([
    ['waiting', 5],
    ['refused', 5],
    ['sent', 7],
  ]);
  expect([...all.reasons]).toEqual([
    ['closed', 3],
    ['capped', 7],
  ]);
  const some = talliesOf([...counts], { states: ['refused'], reason: 'capped' });
  expect([...some.states]).toEqual([
    ['waiting', 2],
    ['refused', 5],
  ]);
  expect([...some.reasons]).toEqual([['capped', 5]]);
});

it('finds the mail in what was kept, rendered or put down', () => {
  const mail = { subject: 'Votre reçu', text: 'Merci.' };
  expect(emailOf({ kind: 'inline', email: mail })).toEqual({ ...mail, html: undefined });
  expect(emailOf({ as: 'email', ...mail, html: '<p>Merci.</p>' })?.html).toBe('<p>Merci.</p>');
  expect(emailOf({ as: 'text', text: 'Merci.' })).toBeUndefined();
  expect(emailOf(null)).toBeUndefined();
});

describe('the HTML of a message in our pages', () => {
  it('keeps its styles under the nonce of the page', () => {
    const shown = asShown(
      `<style>p{margin:0}</style><p class="a" style="color:red;font:1px &quot;A&quot;">Oui</p>`,
      'n1',
    );
    expect(shown).toContain('<style nonce="n1">p{margin:0}</style>');
    expect(shown).toContain('<p class="a" data-styled="1">Oui</p>');
    expect(shown).toContain('[data-styled="1"][data-styled]{color:red;font:1px "A"}');
    expect(shown).not.toMatch(/\sstyle=/);
  });

  it('lets no style of an element close its rule or the sheet, and leaves words as they are', () => {
    const shown = asShown(`<p style='a:b}</style><script>'>style="x"</p>`, 'n1');
    expect(shown).toContain('>style="x"</p>');
    expect(asShown(`<i style="a:b} c{d:e">x</i>`, 'n1')).toContain('{a:b cd:e}');
  });
});
