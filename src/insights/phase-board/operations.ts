import { z } from 'zod';
import { operation } from '#src/access/index.ts';
import { PeoplePage } from '#src/customers/frame/index.ts';
import {
  PhaseBoard,
  PhasePeopleAsk,
  PhasePreview,
  PhaseRules,
  PhasesAsk,
  PhasesOf,
  PhasesOfAsk,
  PreviewAsk,
  RuleAsk,
  Warnings,
  WarningsAsk,
} from './ask.ts';
import { boardOf, peopleOf } from './board.ts';
import { historyOf } from './history.ts';
import { previewOf } from './preview.ts';
import { adopt, rulesOf } from './rules.ts';
import { warningsOf } from './warnings.ts';

const board = operation({
  name: 'phases.board',
  asks: {
    fr: 'Où en sont les clients dans leur vie avec nous, pour combien d’argent, et qui passe d’une phase à l’autre ?',
    en: 'Where do customers stand in their life with us, for how much money, and who moves from phase to phase?',
  },
  needs: 'insights:read',
  input: PhasesAsk,
  output: PhaseBoard,
  run: (context, ask) => boardOf(context, ask),
});

const people = operation({
  name: 'phases.people',
  asks: {
    fr: 'Qui est dans une phase, ou est passé de l’une à l’autre ?',
    en: 'Who is in a phase, or went from one to another?',
  },
  needs: 'customers:read',
  input: PhasePeopleAsk,
  output: PeoplePage,
  run: (context, asked) => peopleOf(context, asked),
});

const of = operation({
  name: 'phases.of',
  asks: {
    fr: 'Par quelles phases une personne est-elle passée, et pourquoi ?',
    en: 'Which phases has a person gone through, and why?',
  },
  needs: 'customers:read',
  input: PhasesOfAsk,
  output: PhasesOf,
  run: (context, ask) => historyOf(context, ask),
});

const rules = operation({
  name: 'phases.rules',
  asks: {
    fr: 'Selon quelles règles les phases sont-elles jugées, et depuis quand ?',
    en: 'By which rules are phases judged, and since when?',
  },
  needs: 'insights:read',
  input: z.object({}),
  output: PhaseRules,
  run: (context) => rulesOf(context),
});

const preview = operation({
  name: 'phases.preview',
  asks: {
    fr: 'Combien de personnes changeraient de phase avec cette règle ?',
    en: 'How many people would change phase with this rule?',
  },
  needs: 'customers:read',
  input: PreviewAsk,
  output: PhasePreview,
  run: (context, ask) => previewOf(context, ask),
});

const adoptRule = operation({
  name: 'phases.adopt',
  asks: { fr: 'Adopter une règle des phases', en: 'Adopt a rule of phases' },
  needs: 'insights:write',
  writes: true,
  input: RuleAsk,
  output: PhaseRules,
  run: (context, ask) => adopt(context, ask),
});

const warnings = operation({
  name: 'phases.warnings',
  asks: {
    fr: 'Combien d’alertes précoces ont été levées, et combien étaient fausses ?',
    en: 'How many early warnings were raised, and how many were wrong?',
  },
  needs: 'insights:read',
  input: WarningsAsk,
  output: Warnings,
  run: (context, ask) => warningsOf(context, ask),
});

/** What can be asked about phases of life. */
export const operations = [board, people, of, rules, preview, adoptRule, warnings];
