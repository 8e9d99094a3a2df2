import { z } from 'zod';
import { operation } from '#src/access/index.ts';
import { PeoplePage } from '#src/customers/frame/index.ts';
import {
  AdoptAsk,
  AdoptedTemplate,
  Board,
  BoardAsk,
  HealthAsk,
  OfAnswer,
  OfAsk,
  PeopleAsk,
  Preview,
  PreviewAsk,
  Pulse,
  PulseAsk,
  PulsesAsk,
  Summary,
  TemplateAnswer,
  TemplateAsk,
} from './ask.ts';
import { boardOf, summaryOf } from './board.ts';
import { oneOf } from './one.ts';
import { pageOf } from './people.ts';
import { previewOf } from './preview.ts';
import { pulsesAbout, sayPulse } from './pulses.ts';
import { standardTemplates } from './standard.ts';
import { adoptTemplate, templatesOf } from './templates.ts';

const template = operation({
  name: 'health.template',
  asks: { fr: 'Selon quoi la santé est-elle jugée ?', en: 'By what is health judged?' },
  needs: 'insights:read',
  input: TemplateAsk,
  output: TemplateAnswer,
  run: async ({ records, workspace }, ask) => {
    const unit = ask.unit ?? workspace.countingUnit;
    const all = await templatesOf(records, unit);
    const [current] = all;
    if (current === undefined) throw new Error('no template');
    return { current, versions: all.filter(({ version }) => version > 0), standard: standardTemplates[unit] };
  },
});

const preview = operation({
  name: 'health.preview',
  asks: {
    fr: 'Que changeraient d’autres réglages de la santé ?',
    en: 'What would other settings of health change?',
  },
  needs: 'insights:read',
  input: PreviewAsk,
  output: Preview,
  run: (context, ask) => previewOf(context, ask),
});

const adopt = operation({
  name: 'health.adopt',
  asks: { fr: 'Juger la santé selon d’autres réglages', en: 'Judge health by other settings' },
  needs: 'insights:write',
  writes: true,
  input: AdoptAsk,
  output: z.object({ current: AdoptedTemplate }),
  run: async (context, { unit = context.workspace.countingUnit, ...adopting }) => {
    const current = await adoptTemplate(context, unit, adopting);
    // Tests of properties may name a person; the audit log is never rewritten.
    context.note?.({ subject: `health of ${unit}s`, after: { version: current.version } });
    return { current };
  },
});

const summary = operation({
  name: 'health.summary',
  asks: {
    fr: 'Combien vont bien, et combien mal, dimension par dimension ?',
    en: 'How many are well, and how many are not, dimension by dimension?',
  },
  needs: 'insights:read',
  input: HealthAsk,
  output: Summary,
  run: (context, ask) => summaryOf(context, ask),
});

const board = operation({
  name: 'health.board',
  asks: { fr: 'Comment vont nos comptes ?', en: 'How healthy are our accounts?' },
  needs: 'customers:read',
  input: BoardAsk,
  output: Board,
  run: (context, ask) => boardOf(context, ask),
});

const of = operation({
  name: 'health.of',
  asks: {
    fr: 'Comment va ce compte, depuis quand, et pourquoi ?',
    en: 'How is this account, since when, and why?',
  },
  needs: 'customers:read',
  input: OfAsk,
  output: OfAnswer,
  run: (context, ask) => oneOf(context, ask),
});

const people = operation({
  name: 'health.people',
  asks: { fr: 'Qui sont les comptes derrière ce chiffre ?', en: 'Which accounts are behind this number?' },
  needs: 'customers:read',
  input: PeopleAsk,
  output: PeoplePage,
  run: (context, ask) => pageOf(context, ask),
});

const pulse = operation({
  name: 'health.pulse',
  asks: { fr: 'Dire comment on sent un compte', en: 'Say how an account feels' },
  needs: 'customers:write',
  writes: true,
  input: PulseAsk,
  output: z.object({ at: z.string() }),
  run: async (context, { unit = context.workspace.countingUnit, ...said }) => {
    const kept = await sayPulse(context, { unit, ...said });
    context.note?.({ subject: `health of ${unit}s`, after: { value: said.value } }); // the note may name a person
    return kept;
  },
});

const pulses = operation({
  name: 'health.pulses',
  asks: { fr: 'Quelles impressions a-t-on notées ?', en: 'Which impressions were noted?' },
  needs: 'customers:read',
  input: PulsesAsk,
  output: z.object({ pulses: z.array(Pulse) }),
  run: async ({ records, workspace }, { unit = workspace.countingUnit, holder }) => ({
    pulses: await records.rows(pulsesAbout(unit, holder)),
  }),
});

/** What can be asked of health. */
export const operations = [template, preview, adopt, board, summary, of, people, pulse, pulses];
