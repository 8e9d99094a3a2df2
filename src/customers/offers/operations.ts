import { z } from 'zod';
import { operation } from '#src/access/index.ts';
import { Kind, Offer, OfferVersion, Terms } from './ask.ts';
import {
  changeOffer,
  createOffer,
  type DeclaredOffer,
  declaredOffers,
  offerNow,
  offersOf,
  restoreOffer,
  retireOffer,
} from './offers.ts';

const OfferWithVersions = Offer.extend({
  versions: z.array(OfferVersion).describe('Latest first; none where nobody declared it'),
});
const id = z.string().min(1).max(40);
const answered = z.object({ offer: OfferWithVersions });

const shown = (offer: DeclaredOffer) => ({ offer: { ...offerNow(offer), versions: offer.versions } });

const list = operation({
  name: 'offers.list',
  asks: {
    fr: 'Que vend-on, et comment en juge-t-on la fidélité ?',
    en: 'What is sold, and how is its retention judged?',
  },
  needs: 'insights:read',
  input: z.object({}),
  output: z.object({
    offers: z.array(OfferWithVersions).describe('By name; those retired and those never declared too'),
  }),
  run: async ({ records }) => {
    const [offers, declared] = await Promise.all([offersOf(records), declaredOffers(records)]);
    const versions = new Map(declared.map((one) => [one.name, one.versions]));
    return { offers: offers.map((offer) => ({ ...offer, versions: versions.get(offer.name) ?? [] })) };
  },
});

const create = operation({
  name: 'offers.create',
  asks: { fr: 'Déclarer une offre', en: 'Declare an offer' },
  needs: 'insights:write',
  writes: true,
  input: z.object({
    name: z.string().trim().min(1).max(200).describe('As contracts call it'),
    kind: Kind,
    terms: Terms.prefault({}),
  }),
  output: answered,
  run: async (context, { name, ...judged }) => {
    const offer = await createOffer(context, name, judged);
    // Tests of properties may name a person; the audit log is never rewritten.
    context.note?.({ subject: offer.id, after: { name, kind: judged.kind } });
    return shown(offer);
  },
});

const change = operation({
  name: 'offers.change',
  asks: { fr: 'Changer une offre', en: 'Change an offer' },
  needs: 'insights:write',
  writes: true,
  input: z.object({
    id,
    kind: Kind.optional(),
    terms: Terms.optional().describe('All of them; saying something else makes a new version'),
  }),
  output: answered,
  run: async (context, { id: asked, ...judged }) => {
    const offer = await changeOffer(context, asked, judged);
    const { kind, version } = offer.current;
    context.note?.({ subject: asked, after: { name: offer.name, kind, version } });
    return shown(offer);
  },
});

const retire = operation({
  name: 'offers.retire',
  asks: { fr: 'Retirer une offre', en: 'Retire an offer' },
  needs: 'insights:write',
  writes: true,
  input: z.object({ id }),
  output: answered,
  run: async (context, { id: asked }) => shown(await retireOffer(context, asked)),
});

const restore = operation({
  name: 'offers.restore',
  asks: { fr: 'Remettre une offre en vente', en: 'Put an offer back on sale' },
  needs: 'insights:write',
  writes: true,
  input: z.object({ id }),
  output: answered,
  run: async (context, { id: asked }) => shown(await restoreOffer(context, asked)),
});

/** What can be asked of offers. */
export const operations = [list, create, change, retire, restore] as const;
