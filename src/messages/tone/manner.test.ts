import { describe, expect, it } from 'vitest';
import { checkTone } from './index.ts';

describe('the voice of the workspace', () => {
  const quotes = (text: string, voice?: 'tu' | 'vous') =>
    checkTone({ language: 'fr', text, ...(voice && { voice }) })
      .findings.filter(({ rule }) => rule === 'voice')
      .map(({ quote }) => quote);

  it('tu in a workspace that says vous, and the other way round', () => {
    expect(quotes('Reprends ton programme.', 'vous')).toEqual(['Reprends']);
    expect(quotes('L’étape 3 t’attend.', 'vous')).toEqual(['t’']);
    expect(quotes('Reprenez où il en était.', 'tu')).toEqual(['Reprenez']);
    expect(quotes('Ouvre l’étape 3, puis appelez.', 'tu')).toEqual(['appelez']);
  });

  it('both in one message, where no voice is told', () => {
    expect(quotes('Ton programme est prêt. Ouvrez votre espace.')).toEqual(['Ouvrez']);
  });

  it.each([
    ['tu', 'Viens avec une amie : vous avez chacun une séance.'],
    ['tu', 'Prends rendez-vous chez le kiné.'],
    ['tu', '« Vous m’avez aidé », nous écrit Paul.'],
    ['vous', 'Haussez le ton : le cours de chant ouvre.'],
    ['vous', 'Julie découvre le yoga ; vous aussi ?'],
    ['vous', 'Passé ce délai, le lien ne marche plus.'],
    ['tu', 'Ton coach est Mme Martinez.'],
  ] as const)('%s: “%s” is of one voice', (voice, text) => {
    expect(quotes(text, voice)).toEqual([]);
  });

  it('English has no such thing', () => {
    expect(
      checkTone({ language: 'en', text: 'Your plan, tu and vous.' }).findings.map(({ rule }) => rule),
    ).not.toContain('voice');
  });
});

describe('where findings stand', () => {
  it('names the field, for every one of them', () => {
    const { findings } = checkTone({
      language: 'fr',
      subject: 'Tu nous manques',
      blocks: ['Votre programme est prêt.', 'Dernière chance !'],
      calls: [{ label: 'Vite, cliquez ici', url: 'https://club.example/plan' }],
    });
    const places = findings
      .filter(({ where }) => where.range !== null)
      .map(({ rule, where }) => [rule, where.field]);
    expect(places).toEqual([
      ['guilt', 'subject'],
      ['pressure', 'blocks[1]'],
      ['pressure', 'calls[0].label'],
      ['vague_call', 'calls[0].label'],
      ['voice', 'blocks[0]'],
      ['voice', 'calls[0].label'],
    ]);
  });

  it('tells overlapping phrases of a rule once', () => {
    const { findings } = checkTone({ language: 'fr', text: 'Ça fait longtemps qu’on ne t’a pas vu.' });
    expect(findings.filter(({ rule }) => rule === 'absence').map(({ quote }) => quote)).toEqual([
      'Ça fait longtemps', // and not « longtemps qu’on ne »
      'on ne t’a pas vu',
    ]);
  });

  it('tells at most 20 of a rule', () => {
    const { findings } = checkTone({ language: 'fr', text: 'Tu nous manques. '.repeat(50) });
    expect(findings.filter(({ rule }) => rule === 'guilt')).toHaveLength(20);
  });

  it('an empty message has no words to mend', () => {
    expect(checkTone({ language: 'fr' }).findings.map(({ rule }) => rule)).toEqual([
      'no_benefit',
      'no_next_step',
    ]);
  });
});
