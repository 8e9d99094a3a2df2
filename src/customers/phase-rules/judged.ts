import type { Workspace } from '#src/access/index.ts';
import { type Population, RhythmLaw, unlearned } from '#src/customers/early-warning/index.ts';
import type { Deed } from '#src/customers/event-match/index.ts';
import { defaultTerms, type Offer, offersOf } from '#src/customers/offers/index.ts';
import type { Era, Meant, OfferTerms } from '#src/customers/phases/index.ts';
import { definitionsOf, settledDeed } from '#src/customers/value/index.ts';
import type { WorkspaceRecords } from '#src/engines/records/port.ts';
import { keyOf } from './basis-key.ts';
import { type Learned, learnedOf } from './learned.ts';
import { type AdoptedRule, adoptedRules, currentRule, rulesFor } from './rules.ts';

/** What the lives with one offer are judged by. */
export interface JudgedOffer {
  /** '': all there is, where no offer is named. */
  readonly name: string;
  readonly terms: OfferTerms;
  /** The season was not declared but read from the visits. */
  readonly seasonLearned: boolean;
  /** Null where nobody said what value is. */
  readonly visit: Deed | null;
  readonly eras: readonly Era[];
}

/** Everything that lives are judged by, besides what happened. */
export interface Basis {
  /** The same for the same basis, whoever computes it; two of them tell which offers' lives differ. */
  readonly key: string;
  readonly offers: readonly JudgedOffer[];
  /** Deeds that name no offer are about this one; null: about all there is. */
  readonly sole: string | null;
  readonly meant: Meant;
}

/** How lives are told: another number has all of them told anew. 2: offers that follow one another, headlines over time. */
const telling = 2;

/** A rule that is not adopted, to be looked at as if it were. */
export interface Candidate extends Pick<AdoptedRule, 'offer' | 'rule' | 'holdsFrom'> {}

/**
 * What a workspace's lives are judged by now.
 *
 * @param candidate a rule on top of those adopted
 */
export async function basisOf(
  records: WorkspaceRecords,
  workspace: Workspace,
  candidate?: Candidate,
): Promise<Basis> {
  const [rules, learned, offers] = await Promise.all([
    adoptedRules(records),
    learnedOf(records),
    offersOf(records),
  ]);
  const all = candidate === undefined ? rules : [...rules, asAdopted(candidate, rules)];
  const names = offers.length === 1 ? [] : [''];
  const found: Omit<JudgedOffer, 'eras'>[] = await Promise.all(
    [
      ...names.map((name) => ({ name, offer: undefined })),
      ...offers.map((offer) => ({ name: offer.name, offer })),
    ].map(async ({ name, offer }) => ({
      name,
      ...termsOf(offer, learned, name),
      visit: await visitOf(records, offer),
    })),
  );
  const judged = found.map((one) => ({ ...one, eras: erasOf(one.name, all, learned) }));
  const meant = currentRule(all, '').rule.meant;
  const sole = offers.length === 1 ? (offers[0]?.name ?? null) : null;
  const said = found.map((one) => ({
    ...one,
    rules: rulesFor(all, one.name),
    learned: learned.filter(({ offer }) => offer === one.name),
  }));
  const isOfAll = ({ name }: { name: string }) => name === (sole ?? '');
  const common = { telling, zone: workspace.timezone, meant, sole, of: said.filter(isOfAll) };
  const key = keyOf(
    common,
    said.filter((one) => !isOfAll(one)),
  );
  return { key, offers: judged, sole, meant };
}

const asAdopted = (candidate: Candidate, rules: readonly AdoptedRule[]): AdoptedRule => ({
  ...candidate,
  version: (rules.at(-1)?.version ?? 0) + 1,
  adoptedAt: null,
  adoptedBy: null,
});

function termsOf(offer: Offer | undefined, learned: readonly Learned[], name: string) {
  const { season, termDays, graceDays } = offer?.terms ?? defaultTerms;
  const kind = offer?.kind ?? ('continuous' as const);
  const shown = kind === 'discontinuous' && season === null;
  const read = shown ? (learned.findLast((one) => one.offer === name)?.season ?? null) : null;
  return { terms: { kind, season: season ?? read, termDays, graceDays }, seasonLearned: read !== null };
}

/** The value that an offer's customers come for: as it says, else the definition for it, else the workspace's default. */
async function visitOf(records: WorkspaceRecords, offer: Offer | undefined): Promise<Deed | null> {
  const definitions = await definitionsOf(records);
  const named = definitions.find(({ id }) => id === offer?.terms.value);
  const inUse = definitions.filter(({ retiredAt }) => retiredAt === null);
  const own = offer === undefined ? undefined : inUse.find((one) => one.offer === offer.name);
  const definition = (named ?? own ?? inUse.find(({ isDefault }) => isDefault))?.id;
  return definition === undefined ? null : settledDeed({ records }, { value: { definition } }, 'visit');
}

/** When which rule and which rhythm held; what was learned first judges all before it too. */
function erasOf(offer: string, all: readonly AdoptedRule[], learned: readonly Learned[]): Era[] {
  const rules = rulesFor(all, offer);
  const own = learned.filter((one) => one.offer === offer);
  const begin = Number.NEGATIVE_INFINITY;
  const instants = [
    ...rules.map(({ holdsFrom }) => ({ from: holdsFrom ?? begin, reason: 'rule_adopted' as const })),
    ...own.slice(1).map(({ at }) => ({ from: at, reason: 'rhythm_learned' as const })),
  ].sort((a, b) => a.from - b.from);
  return instants.flatMap(({ from, reason }) => {
    const adopted = rules.findLast(({ holdsFrom }) => (holdsFrom ?? begin) <= from);
    if (adopted === undefined) return [];
    const population = (own.findLast(({ at }) => at <= from) ?? own[0])?.population ?? unlearned;
    const { version, rule } = adopted;
    return [{ from, version, rule, law: lawOf(population, rule.warning.level), reason }];
  });
}

const laws = new Map<string, RhythmLaw>();
const mostLaws = 100;

/** What a law has worked out once holds for as long as it is asked again: turns come every few seconds. */
function lawOf(population: Population, level: number): RhythmLaw {
  const key = JSON.stringify([population, level]);
  const found = laws.get(key) ?? new RhythmLaw(population, level);
  if (laws.size >= mostLaws) laws.clear();
  laws.set(key, found);
  return found;
}
