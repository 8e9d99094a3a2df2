import { z } from 'zod';
import { type Context, operation } from '#src/access/index.ts';
import { PeoplePage } from '#src/customers/frame/index.ts';
import {
  AhaDefinition,
  Board,
  BoardAsk,
  named,
  PersonAnswer,
  PersonAsk,
  Progress,
  ProgressAsk,
  Rate,
  RateAsk,
  RatePeopleAsk,
  Rule,
} from './ask.ts';
import { boardOf } from './board.ts';
import {
  adopt,
  changeDefinition,
  definitionOf,
  definitionsOf,
  restoreDefinition,
  retireDefinition,
} from './definitions.ts';
import { requireChannel, requireRule } from './plan.ts';
import { personOf, progressOf } from './progress.ts';
import { rateOf, ratePeople } from './rate.ts';
import { curveAsked, scanOf } from './scan.ts';
import { AhaPeopleAsk, CurveAnswer, CurveAsk, ScanAnswer, ScanAsk } from './scan-ask.ts';
import { scanPeople } from './scan-people.ts';

const id = z.string().min(1).max(40);
const answered = z.object({ definition: AhaDefinition });

const scan = operation({
  name: 'aha.scan',
  asks: {
    fr: 'Quel geste, répété combien de fois et en combien de jours, distingue ceux qui restent ?',
    en: 'Which action, how often and within how many days, tells those who stay?',
  },
  needs: 'insights:read',
  input: ScanAsk,
  output: ScanAnswer,
  run: (context, ask) => scanOf(context, ask),
});

const curve = operation({
  name: 'aha.curve',
  asks: {
    fr: 'Comment la part de ceux qui restent monte-t-elle avec la fréquence d’un geste ?',
    en: 'How does the share that stays rise with how often something is done?',
  },
  needs: 'insights:read',
  input: CurveAsk,
  output: CurveAnswer,
  run: (context, ask) => curveAsked(context, ask),
});

const people = operation({
  name: 'aha.people',
  asks: {
    fr: 'Qui est au-dessus ou en dessous de ce seuil, resté ou parti ?',
    en: 'Who is above or below this count, and stayed or left?',
  },
  needs: 'customers:read',
  input: AhaPeopleAsk,
  output: PeoplePage,
  run: (context, ask) => scanPeople(context, ask),
});

const list = operation({
  name: 'aha.list',
  asks: { fr: 'Quels moments « aha » avons-nous retenus ?', en: 'Which aha moments have we adopted?' },
  needs: 'insights:read',
  input: z.object({}),
  output: z.object({ definitions: z.array(AhaDefinition).describe('Oldest first, those retired too') }),
  run: async ({ records }) => ({ definitions: await definitionsOf(records) }),
});

const adoption = operation({
  name: 'aha.adopt',
  asks: { fr: 'Retenir un moment « aha »', en: 'Adopt an aha moment' },
  needs: 'insights:write',
  writes: true,
  input: z.object({
    name: named.name,
    owners: named.owners.prefault({}),
    note: named.note.default(''),
    channel: named.channel.default(null),
    rule: Rule,
  }),
  output: answered,
  run: async (context, { rule, ...told }) => {
    await Promise.all([requireRule(context, rule), requireChannel(context, told.channel, rule.start)]);
    const definition = await adopt(context, told, rule);
    noted(context, definition);
    return { definition };
  },
});

const change = operation({
  name: 'aha.change',
  asks: { fr: 'Changer un moment « aha »', en: 'Change an aha moment' },
  needs: 'insights:write',
  writes: true,
  input: z.object({
    id,
    name: named.name.optional(),
    owners: named.owners.optional(),
    note: named.note.optional(),
    channel: named.channel.optional(),
    rule: Rule.optional().describe('Another rule makes a new version'),
  }),
  output: answered,
  run: async (context, { id: asked, ...told }) => {
    if (told.rule !== undefined) await requireRule(context, told.rule);
    if (told.channel != null) {
      const { start } = told.rule ?? (await definitionOf(context.records, asked)).current;
      await requireChannel(context, told.channel, start);
    }
    const definition = await changeDefinition(context, asked, told);
    noted(context, definition);
    return { definition };
  },
});

const retire = operation({
  name: 'aha.retire',
  asks: { fr: 'Ne plus proposer un moment « aha »', en: 'Retire an aha moment' },
  needs: 'insights:write',
  writes: true,
  input: z.object({ id }),
  output: answered,
  run: async (context, ask) => {
    const definition = await retireDefinition(context, ask.id);
    noted(context, definition);
    return { definition };
  },
});

const restore = operation({
  name: 'aha.restore',
  asks: { fr: 'Proposer de nouveau un moment « aha »', en: 'Offer an aha moment again' },
  needs: 'insights:write',
  writes: true,
  input: z.object({ id }),
  output: answered,
  run: async (context, ask) => {
    const definition = await restoreDefinition(context, ask.id);
    noted(context, definition);
    return { definition };
  },
});

const progress = operation({
  name: 'aha.progress',
  asks: {
    fr: 'Où en est chaque nouveau client sur le chemin du moment « aha » ?',
    en: 'How far is each newcomer on the way to the aha moment?',
  },
  needs: 'customers:read',
  input: ProgressAsk,
  output: Progress,
  run: (context, ask) => progressOf(context, ask),
});

const person = operation({
  name: 'aha.person',
  asks: {
    fr: 'Cette personne a-t-elle atteint le moment « aha » ?',
    en: 'Has this person reached the aha moment?',
  },
  needs: 'customers:read',
  input: PersonAsk,
  output: PersonAnswer,
  run: (context, ask) => personOf(context, ask),
});

const rate = operation({
  name: 'aha.rate',
  asks: {
    fr: 'Quelle part des nouveaux clients atteint le moment « aha », cohorte par cohorte, canal par canal ?',
    en: 'What share of newcomers reaches the aha moment, cohort by cohort, channel by channel?',
  },
  needs: 'insights:read',
  input: RateAsk,
  output: Rate,
  run: (context, ask) => rateOf(context, ask),
});

const ratedPeople = operation({
  name: 'aha.rate-people',
  asks: { fr: 'Qui est derrière ce taux ?', en: 'Who is behind this rate?' },
  needs: 'customers:read',
  input: RatePeopleAsk,
  output: PeoplePage,
  run: (context, ask) => ratePeople(context, ask),
});

const board = operation({
  name: 'aha.board',
  asks: {
    fr: 'Le moment « aha » vu ensemble par le produit et le marketing',
    en: 'The aha moment, seen together by product and marketing',
  },
  needs: 'insights:read',
  input: BoardAsk,
  output: Board,
  run: (context, ask) => boardOf(context, ask),
});

/** Tests of properties may name a person; the audit log is never rewritten. */
const noted = (context: Context, { id: subject, name, current }: z.output<typeof AhaDefinition>): void =>
  context.note?.({ subject, after: { name, version: current.version } });

/** What can be asked of the aha moment. */
export const operations = [
  scan,
  curve,
  people,
  list,
  adoption,
  change,
  retire,
  restore,
  progress,
  person,
  rate,
  ratedPeople,
  board,
];
