import { describe, expect, it } from 'vitest';
import type { Finding, Rule } from './finding.ts';
import { checkTone, decided, type Override, type ToneMessage } from './index.ts';

const fr = (text: string, wishes: Partial<ToneMessage> = {}) =>
  checkTone({ language: 'fr', text, ...wishes });
const en = (text: string, wishes: Partial<ToneMessage> = {}) =>
  checkTone({ language: 'en', text, ...wishes });

const graded = (findings: readonly Finding[], grade: Finding['grade']): Rule[] =>
  findings.filter((one) => one.grade === grade).map(({ rule }) => rule);

const only = (findings: readonly Finding[], rule: Rule): Finding => {
  const [found] = findings.filter((one) => one.rule === rule);
  if (found === undefined) throw new Error(`no ${rule} in ${findings.map((one) => one.rule).join(', ')}`);
  return found;
};

describe('J01: insincere, late, about us', () => {
  it('blocks « Tu nous manques ! », says where and why, and proposes a value', () => {
    const { verdict, findings } = fr('Bonjour Julie. Tu nous manques !', { voice: 'tu' });
    expect(verdict).toBe('blocked');
    const guilt = only(findings, 'guilt');
    expect(guilt).toMatchObject({
      grade: 'block',
      where: { field: 'text', range: { start: 15, end: 30 } }, // 'Bonjour Julie. ' is 15 letters, the quote 15
      quote: 'Tu nous manques',
      overridable: true,
    });
    expect(guilt.says.fr).toContain('« Tu nous manques » culpabilise');
    expect(guilt.proposes?.fr).toContain('Reprends ton programme en 10 min : voici l’étape 3');
    expect(guilt.proposes?.en).toContain('Resume your plan in 10 minutes');
  });

  it('proposes in the workspace’s voice', () => {
    const { findings } = fr('Vous nous manquez.', { voice: 'vous' });
    expect(only(findings, 'guilt').proposes?.fr).toContain('Reprenez votre programme');
  });

  it('lets « Reprenez votre programme en 10 min : voici l’étape 3 » pass, with its merits', () => {
    const { verdict, findings } = fr('Reprenez votre programme en 10 min : voici l’étape 3', {
      voice: 'vous',
    });
    expect(verdict).toBe('ok');
    expect(findings.map(({ rule, grade }) => [rule, grade])).toEqual([
      ['help', 'credit'],
      ['next_step', 'credit'],
      ['benefit', 'credit'],
    ]);
  });

  it('measures how much is about the sender: 4 of 5 is too much, 3 of 5 is not', () => {
    const ours = 'Nous ouvrons notre salle. Nous montrons nos machines. À vous de jouer.'; // nous notre nous nos, vous
    expect(only(fr(ours).findings, 'about_us').says.fr).toContain('80 %');
    const shared = 'Nous ouvrons notre salle. Nous fêtons votre retour. À vous de jouer.'; // nous notre nous, votre vous
    expect(graded(fr(shared).findings, 'warn')).not.toContain('about_us');
  });

  it('does not count « écrivez-nous » as speaking of us, nor asks it of an apology', () => {
    expect(
      graded(fr('Appelez-nous, écrivez-nous, dites-nous, répondez-nous.').findings, 'warn'),
    ).not.toContain('about_us');
    const sorry = 'Nous nous excusons. Nous avons corrigé notre erreur et nous réparons nos exports.';
    const context = { family: 'apology' } as const;
    expect(graded(fr(sorry, { context }).findings, 'warn')).toEqual([]);
  });
});

describe('J02: the line of the gym', () => {
  const lines = [
    ['fr', 'On ne te voit plus à la salle.', 'Viens si tu as besoin de motivation, un coach t’attend.'],
    ['fr', 'Nous ne vous voyons plus à la salle…', 'Venez si vous avez besoin de motivation !'],
    ['fr', 'On ne te voit plus au club, {{ prenom }} !', 'Besoin de motivation ? Passe nous voir mardi.'],
    ['en', 'We no longer see you at the gym.', 'Come if you need motivation.'],
  ] as const;

  it.each(lines)(
    '%s: “%s %s” is warned of its absence, credited for its help, and may go out',
    (language, a, b) => {
      const { verdict, findings } = checkTone({ language, text: `${a} ${b}` });
      expect(verdict).toBe('ok_with_warnings');
      expect(graded(findings, 'block')).toEqual([]);
      expect(graded(findings, 'warn')).toEqual(['absence']);
      expect(graded(findings, 'credit')).toContain('help');
    },
  );

  it.each(lines)('%s: “%s” alone is blocked, and help is proposed', (language, a) => {
    const { verdict, findings } = checkTone({ language, text: a });
    expect(verdict).toBe('blocked');
    expect(graded(findings, 'block')).toEqual(['absence']);
    expect(only(findings, 'absence').proposes?.en).toContain('concrete help');
  });

  it('help without any step does not carry it: no call, nothing to do', () => {
    expect(fr('On ne te voit plus. Un coach t’aide à repartir.').verdict).toBe('blocked');
    const calls = [{ label: 'Réserver avec le coach', url: 'https://club.example/coach/mardi' }];
    expect(fr('On ne te voit plus. Un coach t’aide à repartir.', { calls }).verdict).toBe('ok_with_warnings');
  });

  it('a step without help does not carry it either', () => {
    expect(fr('On ne te voit plus. Viens.').verdict).toBe('blocked');
  });

  it('what is due by contract may state it as a fact', () => {
    const text = 'Vous ne vous êtes pas connecté depuis 12 mois : votre compte prend fin le 3 mars.';
    expect(fr(text, { context: { purpose: 'contractual' } }).verdict).toBe('ok_with_warnings');
    expect(fr(text, { context: { purpose: 'marketing' } }).verdict).toBe('blocked');
  });

  it('the owner overrides a block with a reason, for these words alone', () => {
    const override: Override = {
      rule: 'absence',
      quote: 'On ne te voit plus',
      reason: 'La phrase vient de la gérante, qui connaît chacun.',
      by: 'user:usr_1',
      at: '2026-01-15T12:00:00Z',
    };
    const accepted = decided(fr('On ne te voit plus à la salle.'), [override]);
    expect(accepted.verdict).toBe('ok_with_warnings');
    expect(accepted.applied).toEqual([override]);
    const changed = decided(fr('Tu as disparu. Tu nous manques.'), [override]);
    expect(changed.verdict).toBe('blocked');
    expect(changed.applied).toEqual([]);
  });
});

describe('J03: why they came', () => {
  const context = { family: 'reactivation', purpose: 'marketing' } as const;
  const calls = [{ label: 'Reprendre à l’étape 3', url: 'https://club.example/plan/3' }];

  it('a reactivation without a variable of benefit cannot be activated, whoever asks', () => {
    const refused = fr('Reprenez votre programme en 10 min.', { context, calls });
    expect(refused.verdict).toBe('blocked');
    expect(only(refused.findings, 'reactivation_without_benefit').overridable).toBe(false);
    const override = {
      rule: 'reactivation_without_benefit',
      quote: '',
      reason: 'Nous y tenons beaucoup.',
    } as const;
    expect(decided(refused, [{ ...override, by: 'user:1', at: '2026-01-15T12:00:00Z' }]).verdict).toBe(
      'blocked',
    );
  });

  it.each(['{{ goal }}', '{{ customer.purchase_reason | default: "votre objectif" }}', '{{first_interest}}'])(
    '%s in the text is one',
    (variable) => {
      const { findings } = fr(`${variable} : reprenez en 10 min.`, { context, calls });
      expect(graded(findings, 'block')).toEqual([]);
      expect(graded(findings, 'credit')).toContain('benefit');
    },
  );

  it('a variable told to be one is one, a first name is none', () => {
    const variables = [{ name: 'niveau_vise', benefit: true }];
    expect(fr('Reprenez en 10 min.', { context, calls, variables }).verdict).toBe('ok');
    expect(fr('{{ first_name }}, reprenez en 10 min.', { context, calls }).verdict).toBe('blocked');
  });
});

describe('J04: an apology never sells', () => {
  const cause = { kind: 'incident', source: 'declared_incident' } as const;
  const context = { cause, family: 'apology', purpose: 'transactional' } as const;
  const sorry =
    'Hier, votre cours a été annulé sans prévenir. Nous nous en excusons. Votre séance est recréditée.';

  it('passes with the fact, the apology and the repair', () => {
    expect(fr(sorry, { context }).verdict).toBe('ok');
  });

  it.each(['−20 % sur tout', 'Voici un code promo.', 'Profitez de nos offres', 'Parrainez un ami'])(
    'refuses “%s” for good in the family of apologies',
    (promo) => {
      const { verdict, findings } = fr(`${sorry} ${promo}`, { context });
      expect(verdict).toBe('blocked');
      const refused = findings.filter(({ grade }) => grade === 'block');
      expect(refused.length).toBeGreaterThan(0);
      if (promo.startsWith('Parrainez')) return;
      expect(only(findings, 'promo_in_apology').overridable).toBe(false);
    },
  );

  it.each(['reactivation', 'companion', 'help', undefined] as const)(
    'an incident is not answered by %s',
    (family) => {
      const { findings } = fr(sorry, { context: { cause, ...(family && { family }) } });
      const found = only(findings, 'family_for_cause');
      expect([found.grade, found.overridable]).toEqual(['block', false]);
      expect(found.says.fr).toContain('excuses et réparation');
    },
  );

  it('blocks excuses without repair, and a family of apologies that does not apologise', () => {
    expect(graded(fr('Toutes nos excuses pour hier.', { context }).findings, 'block')).toEqual([
      'apology_without_fix',
    ]);
    expect(graded(fr('Un incident a eu lieu hier.', { context }).findings, 'block')).toEqual([
      'apology_missing',
    ]);
  });

  it('an offer behind a variable is an offer', () => {
    const { findings } = fr(`${sorry} Voici votre code : {{ promo_code }}`, { context });
    expect(only(findings, 'promo_in_apology')).toMatchObject({ quote: 'promo_code', grade: 'block' });
  });

  it('contrition and help, no appeal to empathy: neither guilt, nor indulgence', () => {
    const blocks = (more: string) => graded(fr(`${sorry} ${more}`, { context }).findings, 'block');
    expect(blocks('Ne nous abandonnez pas.')).toEqual(['guilt']);
    expect(blocks('Soyez indulgents : nous sommes une petite équipe.')).toEqual(['off_cause', 'off_cause']);
    const worn = fr(`${sorry} Merci de votre compréhension.`, { context });
    expect(graded(worn.findings, 'warn')).toEqual(['off_cause']);
  });

  it('in English too: the repair passes, the discount and the appeal do not', () => {
    const said =
      'Yesterday your class was cancelled without notice. We apologise. Your session is credited back.';
    expect(en(said, { context }).verdict).toBe('ok');
    expect(graded(en(`${said} Enjoy 20% off.`, { context }).findings, 'block')).toEqual(['promo_in_apology']);
    expect(graded(en(`${said} Please bear with us.`, { context }).findings, 'block')).toEqual(['off_cause']);
  });
});

describe('F08: the remedy follows the cause', () => {
  const cause = { kind: 'no_results', source: 'survey_answer' } as const;

  it('no visible results: recipes and an adapted plan', () => {
    const text = 'Voici trois recettes et un programme adapté à votre objectif. Ouvrez-le avant mardi.';
    expect(fr(text, { context: { cause, family: 'plan' } }).verdict).toBe('ok');
  });

  it('and never the buddy: neither as a family, nor as a sentence', () => {
    const text = 'Venez avec un ami samedi.';
    const asFamily = fr(text, { context: { cause, family: 'companion' } }).findings;
    expect(only(asFamily, 'family_for_cause').overridable).toBe(false);
    const asSentence = fr(`Voici votre programme adapté. ${text}`, { context: { cause, family: 'plan' } });
    expect(graded(asSentence.findings, 'block')).toEqual(['off_cause']);
  });

  it('nor is anything sold to who sees no result', () => {
    const text = 'Voici votre programme adapté, −20 % sur les recettes.';
    const { findings } = fr(text, { context: { cause, family: 'plan' } });
    expect(only(findings, 'off_cause')).toMatchObject({ grade: 'block', quote: '−20 %', overridable: true });
  });

  it('no motivation is answered by coming with somebody', () => {
    const context = {
      cause: { kind: 'no_motivation', source: 'survey_answer' },
      family: 'companion',
    } as const;
    expect(fr('Viens avec une amie samedi : le cours est gratuit.', { context, voice: 'tu' }).verdict).toBe(
      'ok',
    );
  });

  it('a cause is learned where it can be: a declared incident tells nobody’s motivation', () => {
    const context = { cause: { kind: 'winter', source: 'declared_incident' }, family: 'at_home' } as const;
    expect(graded(fr('Suivez le cours de 18 h en direct.', { context }).findings, 'warn')).toContain(
      'cause_source',
    );
  });
});

describe('J05: one specific next step', () => {
  const text = 'Votre programme est prêt.';
  const step = { label: 'Reprendre à l’étape 3', url: 'https://club.example/plan/3', primary: true };

  it('two main calls are warned of, one is credited', () => {
    const two = fr(text, { calls: [step, { ...step, label: 'Parler à un coach' }] });
    expect(two.verdict).toBe('ok_with_warnings');
    expect(only(two.findings, 'many_primary_calls').says.fr).toContain('2 appels');
    expect(graded(fr(text, { calls: [step] }).findings, 'credit')).toContain('next_step');
  });

  it('a main call and secondary links are one step; secondary links alone are none', () => {
    const link = { label: 'Voir les horaires', url: 'https://club.example/horaires', primary: false };
    expect(fr(text, { calls: [step, link] }).verdict).toBe('ok');
    expect(graded(fr(text, { calls: [link, link] }).findings, 'warn')).toEqual(['no_next_step']);
  });

  it.each(['Cliquez ici', 'EN SAVOIR PLUS', 'J’en profite', 'Découvrir →', 'Ici 👉'])(
    '“%s” is vague',
    (label) => {
      expect(graded(fr(text, { calls: [{ ...step, label }] }).findings, 'warn')).toEqual(
        label.startsWith('EN') ? ['vague_call'] : ['vague_call'],
      );
    },
  );

  it.each(['Découvrir mon programme', 'Voir mes résultats', 'Réserver mardi 18 h'])(
    '“%s” is not',
    (label) => {
      expect(fr(text, { calls: [{ ...step, label }] }).verdict).toBe('ok');
    },
  );

  it('the main call leads to the exact step, not to the home page', () => {
    const home = fr(text, { calls: [{ ...step, url: 'https://club.example/' }] });
    expect(only(home.findings, 'shallow_link').where).toEqual({ field: 'calls[0].url', range: null });
    expect(fr(text, { calls: [{ ...step, url: 'https://club.example/{{ etape }}' }] }).verdict).toBe('ok');
  });

  it('a receipt needs no next step', () => {
    expect(fr('Votre facture est jointe.', { context: { purpose: 'transactional' } }).verdict).toBe('ok');
  });
});

describe('J06: the checklist', () => {
  const text = 'Reprenez votre programme en 10 min : voici l’étape 3';
  const states = (context?: ToneMessage['context'], of = text) => {
    const { checklist } = fr(of, { context });
    return [...checklist.items.map(({ state }) => state), checklist.met];
  };

  it('timely, specific, useful, honest: 4 of 4', () => {
    expect(
      states({ trigger: 'event', audience: { breadth: 'specific', name: 'bloqués à l’étape 3' } }),
    ).toEqual(['met', 'met', 'met', 'met', 4]);
  });

  it('a batch to “all inactive” fails “specific”, and is warned of', () => {
    const context = { trigger: 'manual', audience: { breadth: 'broad', name: 'all inactive' } } as const;
    expect(states(context)).toEqual(['not_met', 'not_met', 'met', 'met', 2]);
    expect(graded(fr(text, { context }).findings, 'warn')).toEqual(['broad_batch']);
  });

  it('“Tous les inactifs” fails it whatever it is told to be', () => {
    expect(states({ audience: { breadth: 'specific', name: 'Tous les inactifs' } })[1]).toBe('not_met');
    expect(states({ audience: { breadth: 'specific', name: 'Inactifs depuis l’étape 3' } })[1]).toBe('met');
  });

  it('what is not told is unknown, never met', () => {
    expect(states()).toEqual(['unknown', 'unknown', 'met', 'met', 2]);
  });

  it('a benefit without a step is not useful yet', () => {
    expect(states(undefined, 'Votre programme est prêt.')[2]).toBe('not_met');
    expect(states(undefined, 'Votre programme est prêt. Ouvrez-le.')[2]).toBe('met');
  });

  it('a guilty message is neither useful nor honest', () => {
    expect(states(undefined, 'Tu nous manques !').slice(2, 4)).toEqual(['not_met', 'not_met']);
  });
});
