import { z } from 'zod';
import { type Context, operation } from '#src/access/index.ts';
import { requireKnown } from '#src/customers/event-match/index.ts';
import { sameSaid } from '#src/customers/versions/index.ts';
import {
  ChangeAsk,
  CreateAsk,
  Difference,
  DifferenceAsk,
  type JourneyMap,
  OneAsk,
  ReadAsk,
  RestoreVersionAsk,
  Shown,
  Summary,
} from './ask.ts';
import { differenceOf } from './difference.ts';
import { type Drawn, stepsOf } from './drawn.ts';
import { figuresOf } from './figures.ts';
import {
  FiguresAsk,
  FirstAsk,
  FirstMap,
  MapFigures,
  MapPeople,
  MapPeopleAsk,
  MapProposals,
} from './figures-ask.ts';
import { firstMap } from './first.ts';
import {
  changeMap,
  createMap,
  drawnMap,
  mapOf,
  mapsOf,
  putBackMap,
  restoreVersion,
  retireMap,
} from './kept.ts';
import { pageOf } from './people.ts';
import { proposalsOf } from './proposals.ts';

const list = operation({
  name: 'journey-maps.list',
  asks: { fr: 'Quelles cartes de parcours existent ?', en: 'Which journey maps are there?' },
  needs: 'insights:read',
  input: z.object({}),
  output: z.object({ maps: z.array(Summary).describe('Last changed first, those removed too') }),
  run: async ({ records }) => ({ maps: await mapsOf(records) }),
});

const read = operation({
  name: 'journey-maps.read',
  asks: {
    fr: 'Que montre cette carte, dans quelle version ?',
    en: 'What does this map show, in which version?',
  },
  needs: 'insights:read',
  input: ReadAsk,
  output: Shown,
  run: async ({ records }, { id, version }) => ({ map: await mapOf(records, id, version) }),
});

const create = operation({
  name: 'journey-maps.create',
  asks: { fr: 'Dessiner une carte de parcours', en: 'Draw a journey map' },
  needs: 'insights:write',
  writes: true,
  input: CreateAsk,
  output: Shown,
  run: async (context, ask) => {
    await requireBound(context, ask.drawn);
    return noted(context, await createMap(context, ask));
  },
});

const change = operation({
  name: 'journey-maps.change',
  asks: { fr: 'Changer une carte de parcours', en: 'Change a journey map' },
  needs: 'insights:write',
  writes: true,
  input: ChangeAsk,
  output: Shown,
  run: async (context, { id, ...changed }) => {
    if (changed.drawn !== undefined) {
      const before = await drawnMap(context.records, id);
      await requireBound(context, changed.drawn, before.shown.drawn);
    }
    return noted(context, await changeMap(context, id, changed));
  },
});

const retire = operation({
  name: 'journey-maps.retire',
  asks: { fr: 'Retirer une carte de parcours', en: 'Remove a journey map' },
  needs: 'insights:write',
  writes: true,
  input: OneAsk,
  output: Shown,
  run: async (context, { id }) => ({ map: await retireMap(context, id) }),
});

const restore = operation({
  name: 'journey-maps.restore',
  asks: { fr: 'Remettre une carte retirée', en: 'Put a removed map back' },
  needs: 'insights:write',
  writes: true,
  input: OneAsk,
  output: Shown,
  run: async (context, { id }) => ({ map: await putBackMap(context, id) }),
});

const restoredVersion = operation({
  name: 'journey-maps.restore-version',
  asks: {
    fr: 'Redessiner la carte comme dans une ancienne version',
    en: 'Draw a map as in an earlier version',
  },
  needs: 'insights:write',
  writes: true,
  input: RestoreVersionAsk,
  output: Shown,
  run: async (context, { id, version }) => noted(context, await restoreVersion(context, id, version)),
});

const difference = operation({
  name: 'journey-maps.difference',
  asks: { fr: 'Qu’est-ce qui a changé entre deux versions ?', en: 'What has changed between two versions?' },
  needs: 'insights:read',
  input: DifferenceAsk,
  output: Difference,
  run: async ({ records }, { id, from, to }) => {
    const [before, after] = [await drawnMap(records, id, from), await drawnMap(records, id, to)];
    const changes = differenceOf(before.shown.drawn, after.shown.drawn);
    return { from, to: after.shown.version, changes };
  },
});

const figures = operation({
  name: 'journey-maps.figures',
  asks: {
    fr: 'Combien passent à chaque étape de la carte, où se perdent-ils, en combien de temps avancent-ils ?',
    en: 'How many come to each step of the map, where are they lost, how soon do they go on?',
  },
  needs: 'insights:read',
  input: FiguresAsk,
  output: MapFigures,
  run: (context, ask) => figuresOf(context, ask),
});

const proposals = operation({
  name: 'journey-maps.proposals',
  asks: {
    fr: 'Quelles étapes de la carte sont inutiles, faibles ou manquantes ?',
    en: 'Which steps of the map are useless, weak or missing?',
  },
  needs: 'insights:read',
  input: FiguresAsk,
  output: MapProposals,
  run: (context, ask) => proposalsOf(context, ask),
});

const people = operation({
  name: 'journey-maps.people',
  asks: { fr: 'Qui sont les personnes derrière ce chiffre ?', en: 'Who are the people behind this number?' },
  needs: 'customers:read',
  input: MapPeopleAsk,
  output: MapPeople,
  run: (context, ask) => pageOf(context, ask),
});

const first = operation({
  name: 'journey-maps.first',
  asks: {
    fr: 'Quelle première carte proposer d’après ce qui arrive ?',
    en: 'Which first map can be proposed from what arrives?',
  },
  needs: 'insights:read',
  input: FirstAsk,
  output: FirstMap,
  run: (context, ask) => firstMap(context, ask),
});

/** Names and notes may name a person; the audit log is never rewritten. */
function noted(context: Context, map: JourneyMap): { map: JourneyMap } {
  context.note?.({ subject: map.id, after: { version: map.shown.version } });
  return { map };
}

/**
 * Refuses steps that are newly bound to what never arrived.
 *
 * @throws DomainError `insights.unknown_event`, `insights.unknown_property`
 */
async function requireBound(context: Context, drawn: Drawn, before?: Drawn): Promise<void> {
  const known = before === undefined ? [] : stepsOf(before).flatMap(({ matches }) => matches);
  const asked = drawn.stages.flatMap((stage, s) =>
    stage.steps.flatMap((step, i) =>
      step.matches.map((match, m) => ({ field: `drawn.stages[${s}].steps[${i}].matches[${m}]`, match })),
    ),
  );
  const fresh = [...asked, { field: 'drawn.stays.match', match: drawn.stays.match }];
  await requireKnown(
    context,
    fresh.filter(({ match }) => !known.some((one) => sameSaid(one, match))),
  );
}

/** What can be asked of journey maps. */
export const operations = [
  list,
  read,
  create,
  change,
  retire,
  restore,
  restoredVersion,
  difference,
  figures,
  proposals,
  people,
  first,
] as const;
