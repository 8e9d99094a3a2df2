import { z } from 'zod';
import { type Context, operation } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import {
  Counted,
  changeDefinition,
  countsPresence,
  createDefinition,
  Definition,
  definitionsOf,
  makeDefault,
  restoreDefinition,
  retireDefinition,
} from '#src/customers/value/index.ts';
import { Preview, PreviewAsk, previewOf, requireCounted } from './preview.ts';
import { soughtOf } from './sought.ts';
import { Sought, SoughtAsk, SoughtPeople, SoughtPeopleAsk } from './sought-ask.ts';
import { soughtPeopleOf } from './sought-people.ts';

const name = z.string().trim().min(1).max(200);
const offer = z.string().trim().min(1).max(200).nullable().describe('The offer it is about; null: all');
const id = z.string().min(1).max(40);
const anyway = z
  .boolean()
  .default(false)
  .describe('Keep it although it counts mere presence, such as a log-in');
const answered = z.object({ definition: Definition });

const list = operation({
  name: 'value.list',
  asks: { fr: 'Que veut dire « actif » ici ?', en: 'What does “active” mean here?' },
  needs: 'insights:read',
  input: z.object({}),
  output: z.object({ definitions: z.array(Definition).describe('Oldest first, those retired too') }),
  run: async ({ records }) => ({ definitions: await definitionsOf(records) }),
});

const create = operation({
  name: 'value.create',
  asks: { fr: 'Définir ce que veut dire « actif »', en: 'Define what “active” means' },
  needs: 'insights:write',
  writes: true,
  input: z.object({ name, offer: offer.default(null), counted: Counted, anyway }),
  output: answered,
  run: async (context, { counted, anyway: kept, ...named }) => {
    await requireValue(context, counted, kept);
    const definition = await createDefinition(context, named, counted);
    // Tests of properties may name a person; the audit log is never rewritten.
    context.note?.({ subject: definition.id, after: { ...named, period: counted.period } });
    return { definition };
  },
});

const change = operation({
  name: 'value.change',
  asks: { fr: 'Changer une définition de la valeur', en: 'Change a definition of value' },
  needs: 'insights:write',
  writes: true,
  input: z.object({
    id,
    name: name.optional(),
    offer: offer.optional(),
    counted: Counted.optional().describe('Counting something else makes a new version'),
    anyway,
  }),
  output: answered,
  run: async (context, { id: asked, name: newName, offer: newOffer, counted, anyway: kept }) => {
    if (counted !== undefined) await requireValue(context, counted, kept);
    const definition = await changeDefinition(context, asked, {
      ...(newName === undefined ? {} : { name: newName }),
      ...(newOffer === undefined ? {} : { offer: newOffer }),
      counted,
    });
    context.note?.({ subject: asked, after: { name: definition.name, version: definition.current.version } });
    return { definition };
  },
});

const setDefault = operation({
  name: 'value.set-default',
  asks: { fr: 'Choisir la définition par défaut', en: 'Choose the default definition' },
  needs: 'insights:write',
  writes: true,
  input: z.object({ id }),
  output: answered,
  run: async (context, { id: asked }) => ({ definition: await makeDefault(context, asked) }),
});

const retire = operation({
  name: 'value.retire',
  asks: { fr: 'Ne plus proposer une définition', en: 'Offer a definition no more' },
  needs: 'insights:write',
  writes: true,
  input: z.object({ id }),
  output: answered,
  run: async (context, { id: asked }) => ({ definition: await retireDefinition(context, asked) }),
});

const restore = operation({
  name: 'value.restore',
  asks: { fr: 'Remettre une définition en usage', en: 'Put a definition back to use' },
  needs: 'insights:write',
  writes: true,
  input: z.object({ id }),
  output: answered,
  run: async (context, { id: asked }) => ({ definition: await restoreDefinition(context, asked) }),
});

const preview = operation({
  name: 'value.preview',
  asks: {
    fr: 'Combien de clients seraient actifs avec cette définition ?',
    en: 'How many customers would be active under this definition?',
  },
  needs: 'insights:read',
  input: PreviewAsk,
  output: Preview,
  run: (context, ask) => previewOf(context, ask),
});

const sought = operation({
  name: 'value.sought',
  asks: {
    fr: 'Combien de clients cherchent sans trouver ?',
    en: 'How many customers seek and do not find?',
  },
  needs: 'insights:read',
  input: SoughtAsk,
  output: Sought,
  run: (context, ask) => soughtOf(context, ask),
});

const soughtPeople = operation({
  name: 'value.sought-people',
  asks: {
    fr: 'Qui cherche sans trouver, et est-ce que cela change ?',
    en: 'Who seeks and does not find, and is it changing?',
  },
  needs: 'customers:read',
  input: SoughtPeopleAsk,
  output: SoughtPeople,
  run: (context, ask) => soughtPeopleOf(context, ask),
});

/** @throws DomainError `value.mere_presence`, `insights.unknown_event`, `insights.unknown_property` */
async function requireValue(
  context: Context,
  counted: z.output<typeof Counted>,
  anyway: boolean,
): Promise<void> {
  if (countsPresence(counted) && !anyway) {
    throw new DomainError('value.mere_presence', {
      field: 'counted.match.event',
      expected:
        'an event that tells value was received, or a quantity of it, not mere presence; "anyway": true keeps it with a warning',
      got: counted.match.event,
    });
  }
  await requireCounted(context, counted);
}

/** What can be asked of value. */
export const operations = [list, create, change, setDefault, retire, restore, preview, sought, soughtPeople];
