import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { sql, typed } from '#src/basics/sql.ts';
import type { Bed } from './bed.ts';
import { type FaultReport, failing } from './report.ts';
import { inStores, placeOf, type Stores } from './stores.ts';

const megabyte = 1024 * 1024;
/** Refused while the body still comes. */
const refused = [413];

/** A body no client means, and what must become of it. */
interface Monster {
  readonly name: string;
  /** `key` is the source's. */
  readonly body: (key: string) => Uint8Array | string;
  readonly chunked?: boolean;
  readonly status: readonly number[];
  /** The message id under which it is looked for, and what must be there. */
  readonly stored?: { readonly id: string; readonly userId?: string; readonly properties: string };
  /** Or the reason under which it is set aside. */
  readonly setAside?: string;
}

const one = (id: string, rest: string) => (key: string) =>
  `{"writeKey":"${key}","batch":[{"type":"track","event":"Monster","messageId":"${id}",${rest}}]}`;
const keys = (count: number) => `{${Array.from({ length: count }, (_, i) => `"k${i}":${i}`).join(',')}}`;
const padded = (bytes: number) => (key: string) =>
  `{"writeKey":"${key}","batch":[{"type":"track","event":"Monster","userId":"m","properties":{"${'x'.repeat(bytes)}":1}}]}`;

const big = '9007199254740993'; // 2^53 + 1: the first integer a double cannot hold

const monsters: readonly Monster[] = [
  { name: '100 MB with its length', body: padded(100 * megabyte), status: refused },
  { name: '100 MB in chunks', body: padded(100 * megabyte), chunked: true, status: refused },
  { name: 'a 10 MB key', body: padded(10 * megabyte), status: refused },
  { name: 'gzip bomb 1000:1', body: () => gzipSync(Buffer.alloc(100 * megabyte, 32)), status: [413] },
  { name: '1 M keys', body: one('keys-1m', `"userId":"m","properties":${keys(1_000_000)}`), status: refused },
  {
    name: '60,000 keys',
    body: one('keys-60k', `"userId":"m","properties":${keys(60_000)}`),
    status: [200],
    setAside: 'intake.event_too_large',
  },
  {
    name: '2,000 keys',
    body: one('keys-2k', `"userId":"m","properties":${keys(2_000)}`),
    status: [200],
    stored: { id: 'keys-2k', properties: keys(2_000) },
  },
  {
    name: 'depth 100,000',
    body: one('deep', `"userId":"m","properties":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
    status: [200, 400],
    setAside: 'intake.event_too_large',
  },
  {
    name: 'depth 5,000',
    body: one('deep-5k', `"userId":"m","properties":{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`),
    status: [200],
    setAside: 'intake.too_deep',
  },
  {
    name: '1e999',
    body: one('1e999', '"userId":"m","properties":{"a":1e999}'),
    status: [200],
    stored: { id: '1e999', properties: '{"a":"1e999"}' },
  },
  { name: 'NaN', body: one('nan', '"userId":"m","properties":{"a":NaN}'), status: [400] },
  {
    name: 'NUL in a value',
    body: one('nul', '"userId":"m","properties":{"a":"x\\u0000y"}'),
    status: [200],
    stored: { id: 'nul', properties: '{"a":"x\\u0000y"}' },
  },
  {
    name: 'NUL in an id',
    body: one('nul-id', '"userId":"m\\u0000"'),
    status: [200],
    setAside: 'intake.bad_id',
  },
  {
    name: 'lone surrogate',
    body: one('lone', '"userId":"m","properties":{"a":"\\ud800"}'),
    status: [200],
    setAside: 'intake.bad_text',
  },
  {
    name: 'duplicate keys: the last holds, as everywhere in JSON',
    body: one('twice', '"userId":"m","properties":{"a":1,"a":2}'),
    status: [200],
    stored: { id: 'twice', properties: '{"a":2}' },
  },
  {
    name: '__proto__',
    body: one('proto', '"userId":"m","properties":{"__proto__":{"admin":true},"constructor":1}'),
    status: [200],
    stored: { id: 'proto', properties: '{"__proto__":{"admin":true},"constructor":1}' },
  },
  {
    name: '2^53 + 1 as number and as id',
    body: one('big', `"userId":${big},"properties":{"a":${big},"b":1.00000000000000000001}`),
    status: [200],
    stored: { id: 'big', userId: big, properties: `{"a":${big},"b":1.00000000000000000001}` },
  },
  {
    name: '2^53 + 1 as message id',
    body: (key) =>
      `{"writeKey":"${key}","batch":[{"type":"track","event":"Monster","messageId":${big},"userId":"m"}]}`,
    status: [200],
    stored: { id: big, properties: '{}' },
  },
];

/** R14: bodies no client means are refused quickly, set aside by name, or stored without change. */
export async function monstrousBodies(
  bed: Bed,
  { withinMs }: { readonly withinMs: number },
): Promise<FaultReport> {
  await bed.up();
  const answers: Answer[] = [];
  for (const monster of monsters) answers.push(await sent(bed, monster));
  await bed.loaded();
  const alive = await bed.send([{ type: 'track', event: 'Visit', userId: 'm', messageId: 'after-monsters' }]);
  await bed.loaded();
  await bed.server.end();
  const fates = await inStores(bed.folder, async (stores) => fatesIn(stores, bed.workspace));
  const slowest = Math.round(Math.max(...answers.map(({ ms }) => ms)));
  return {
    fault: `${monsters.length} monstrous bodies`,
    passLine: `refused within ${withinMs / 1000} s, set aside with its reason, or stored without change`,
    measured: `slowest answer ${slowest} ms; statuses ${answers.map(({ status }) => status).join(' ')}`,
    failures: [
      ...answers.flatMap((answer) => misfates(answer, fates, withinMs)),
      ...failing([['an ordinary event is refused afterwards', alive === 200]]),
    ],
    evidence: { answers: answers.map(({ monster, ...rest }) => ({ name: monster.name, ...rest })) },
  };
}

interface Answer {
  readonly monster: Monster;
  readonly status: number;
  readonly ms: number;
}

interface Fates {
  readonly stored: ReadonlyMap<string, { readonly userId: string; readonly properties: string }>;
  readonly setAside: readonly { readonly reason: string; readonly event: string }[];
}

function misfates({ monster, status, ms }: Answer, fates: Fates, withinMs: number): string[] {
  const { name, stored, setAside } = monster;
  const found = stored === undefined ? undefined : fates.stored.get(stored.id);
  const id = /"messageId":"([^"]+)"/.exec(String(monster.body('')).slice(0, 200))?.[1];
  const aside = fates.setAside.some(
    ({ reason, event }) => reason === setAside && event.includes(`"messageId":"${id}"`),
  );
  return failing([
    [`${name}: answered ${status}`, monster.status.includes(status)],
    [`${name}: took ${Math.round(ms)} ms`, ms < withinMs],
    [
      `${name}: stored as ${found?.properties.slice(0, 100)}`,
      stored === undefined || found?.properties === stored.properties,
    ],
    [`${name}: of ${found?.userId}`, stored?.userId === undefined || found?.userId === stored.userId],
    [`${name}: not set aside as ${setAside}`, setAside === undefined || status >= 400 || aside],
  ]);
}

async function fatesIn(stores: Stores, workspace: string): Promise<Fates> {
  const place = await placeOf(stores, workspace);
  const rows = await stores.warehouse.rows(sql<{ id: string; userId: string; properties: string }>`
    select message_id as id, user_id as userId, properties
    from events_by_customer
    where workspace_id = ${typed('UInt32', place.number)}
      and event = 'Monster'`);
  const aside = await stores.records.rows(sql<{ reason: string; event: Buffer }>`
    select reason, event
    from set_aside
    where workspace_id = ${place.number}`);
  return {
    stored: new Map(rows.map(({ id, ...rest }) => [id, rest])),
    setAside: aside.map(({ reason, event }) => ({ reason, event: event.toString('utf8').slice(0, 500) })),
  };
}

/** Sends by hand: an early answer to a long body breaks the connection, which other clients take for a failure. */
function sent(bed: Bed, monster: Monster): Promise<Answer> {
  const body = Buffer.from(monster.body(bed.writeKey));
  const begun = performance.now();
  return new Promise((resolve) => {
    const end = (status: number) => resolve({ monster, status, ms: performance.now() - begun });
    const authorization = `Basic ${Buffer.from(`${bed.writeKey}:`).toString('base64')}`;
    const length = monster.chunked === true ? {} : { 'content-length': body.byteLength };
    const asking = request(`${bed.server.address}/v1/batch`, {
      method: 'POST',
      headers: { authorization, ...length },
    });
    asking.once('response', (answer) => {
      answer.resume();
      end(answer.statusCode ?? 0);
    });
    asking.on('error', () => end(0)); // after an answer it is no news
    asking.end(body);
  });
}
