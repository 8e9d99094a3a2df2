import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person, PersonalData } from '#src/access/index.ts';
import { personalData } from '#src/slices.ts';
import { createTestWorkspace, openTestEngines, type TestEngines } from '../engines.ts';
import { loosen, type Planted, placesHolding, plant, type WordColumn, wordColumns } from '../planting.ts';

let engines: TestEngines;
let columns: WordColumn[];
let person: Person;

beforeAll(async () => {
  engines = await openTestEngines();
  columns = await wordColumns(engines.records);
  const { number } = await createTestWorkspace(engines);
  person = {
    workspace: number,
    userIds: ['zelda-quimper-77'],
    anonymousIds: ['phone-of-zelda-77'],
    numbers: [777_001],
    names: ['zelda.quimper@exemple.fr'],
  };
});
afterAll(() => engines?.close());

/** Columns that hold no words of a customer, by what they hold. A pattern is matched with the whole of `table.column`. */
const holdNoPerson: Readonly<Record<string, RegExp>> = {
  'an account of whoever works here, or a key':
    /.*\.(\w+_by|by|actor|assignee)|account_owners\.owner|(members|links)\.user_id|links\.email/,
  'an id of our own making':
    /.*\.id|.*_versions\.(definition|goal|map|milestone|offer|onboarding|segment)|(segment_moves)\.segment|milestones_reached\.milestone|value_defaults\.definition|goal_settings\.goal|dashboard_links\.dashboard|(intent_trail|outbox)\.intent|imports\.upload|identity_holds\.hold|tasks\.source_id/,
  'one of a few words of our own':
    /.*\.(kind|unit|source|reason|shape|operation|currency|from_currency|to_currency|channels?|topic)|intent_trail\.state|segments\.fault|published_scores\.(family|fault)|worklist_marks\.occurrence|kept_until\.keeper|api_keys\.scopes|workspaces\.(slug|name|timezone|week_start|counting_unit|voice|demo)/,
  'a name of an event, a property, a trait, an offer, a campaign or a source: of things, joined by it':
    /plan_(findings|reviews)\.(event|property)|promise_events\.names|goal_sources\.trait|contracts\.offer|consents\.topic|consent_topics\.topic|phase_(rules|learned)\.offer|offers\.name|campaign_days\.(campaign|channel)|sources\.name|api_keys\.name/,
  'what tells one agreement or message from another: a number of an order, of a contract, of a provider':
    /contracts\.contract|promises\.reference|intents\.(origin|origin_key|provider|provider_id)/,
  'the id of an account': /.*\.(account|accounts|entered_accounts|gone_accounts)/,
  'a secret, or a fingerprint':
    /.*\.(\w*hash|fingerprint|print|salt|write_key|hint)|phase_keeping\.(basis|computing)|intent_epochs\.epoch|intents\.(claimed_epoch|state)|asked_changes\.answer/,
  'the log that is never rewritten, from which customers are kept': /audit_log\.\w+/,
  'the erasure itself, which must know whom until it is done': /erasures\.\w+/,
  'figures alone': /phase_learned\.(population|season)|value_versions\.rule|contact_rules\.rules/,
  'as whom the company writes': /senders\.\w+/,
  'what is found by the fingerprint of an address beside it': /suppressions\.(shown|detail)/,
  'what stands in the event or the row beside it, with which it goes':
    /set_aside\.(expected|field|got)|import_rejects\.(expected|field)|(merges|device_links)\.message_id|outbox\.address/,
  'a browser of somebody else too: the links of the person go by their id': /device_links\.anonymous_id/,
  'how columns are read, and where a file lies':
    /imports\.(settled|path)|uploads\.\w+|aha_definitions\.tell_apart|batches_in_hand\.rules/,
};

const nameOf = ({ table, column }: WordColumn): string => `${table}.${column}`;
const isAbout = (name: string): boolean =>
  !Object.values(holdNoPerson).some((pattern) => new RegExp(`^(${pattern.source})$`).test(name));

/** Where a person stands in JSON depends on what it is. */
const shapes: Readonly<Record<string, Planted>> = {
  'contracts.details': { value: `'{"signed": {"by": "Call zelda-quimper-77!"}}'`, beside: account() },
  'contract_requests.answer': {
    value: `'{"contracts": [{"contract": "zelda-quimper-77 gold", "version": 1}]}'`,
  },
  'contract_requests.key': { value: `'told-zelda-quimper-77-1'` },
  'health_pulses.note': { value: `'Ask zelda-quimper-77.'`, beside: { unit: `'account'` } },
  'identities.external_id': { value: `'zelda-quimper-77'` },
  'set_aside.event': { value: `convert_to('{"userId":"zelda-quimper-77"}', 'UTF8')` },
  'set_aside.mended': { value: `convert_to('{"userId":"zelda-quimper-77"}', 'UTF8')` },
  'tasks.holder': { value: `'zelda-quimper-77'`, beside: { holder_kind: `'customer'` } },
};

function account(): Record<string, string> {
  return { holder_kind: `'account'` };
}

const usual = ({ type }: WordColumn): string =>
  type === 'jsonb'
    ? `'{"where": [{"how": "is", "values": ["zelda-quimper-77"]}]}'`
    : type === 'text[]'
      ? `array['zelda-quimper-77']`
      : `'zelda-quimper-77'`;

/** What would be erased is told to whoever asks what is known of them. */
async function isTold(holder: PersonalData): Promise<boolean> {
  const { tells } = holder;
  if ('nothing' in tells || (await holder.count(engines, person)) === 0) return true;
  const { workspace } = person;
  const stores = { records: engines.records.of(workspace), warehouse: engines.warehouse.of(workspace) };
  const parts = await Promise.all(
    tells.map(({ tell }) => tell(stores, person, { after: null, most: 1_000 })),
  );
  return parts.some(({ things }) => things.length > 0);
}

describe('an erasure', () => {
  it('leaves no word of the person in any column of the records that may hold one', async () => {
    const about = columns.filter((one) => isAbout(nameOf(one)) && one.table !== 'workspaces');
    const planted = about.map((one) => ({ ...one, ...(shapes[nameOf(one)] ?? { value: usual(one) }) }));
    await loosen(engines.records);
    await plant(engines.records, person.workspace, planted);
    const words = ['zelda-quimper-77'];
    expect(await placesHolding(engines.records, words)).toEqual(about.map(nameOf)); // the search finds each
    for (const holder of personalData)
      expect([holder.holds, await isTold(holder)]).toEqual([holder.holds, true]);
    for (const holder of personalData) await holder.erase(engines, person, engines.clock.now());
    expect(await placesHolding(engines.records, words)).toEqual([]);
    for (const holder of personalData)
      expect([holder.holds, await holder.count(engines, person)]).toEqual([holder.holds, 0]);
  }, 120_000);

  it('passes by only what is there to be passed by', () => {
    const names = columns.map(nameOf);
    for (const pattern of Object.values(holdNoPerson)) {
      const matched = names.filter((name) => new RegExp(`^(${pattern.source})$`).test(name));
      expect([pattern.source, matched.length > 0]).toEqual([pattern.source, true]);
    }
  });
});
