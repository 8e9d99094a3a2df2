export {
  Currency,
  defaultTerms,
  Entitlement,
  Kind,
  kinds,
  Offer,
  type OfferVersion,
  type Terms,
} from './ask.ts';
export { type DeclaredOffer, declaredOffers, offerNamed, offersOf } from './offers.ts';
export { operations } from './operations.ts';
export { personalData } from './personal-data.ts';
