import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { key, openIntake } from './intake-server.ts';

/*
 * 21,000 mutated payloads on every public path where events are sent: bodies that clients really send, with parts
 * replaced by hostile values, then bytes changed, then packed as clients pack. The seed is fixed; a failure prints
 * the request, which can be sent again.
 */
const seed = Number(process.env.FUZZ_SEED ?? 20_261_121);
const count = Number(process.env.FUZZ_PAYLOADS ?? 21_000); // a million by `npm run faults`

interface Payload {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

const paths = [
  ...['track', 'identify', 'page', 'screen', 'group', 'alias', 't', 'b', 'batch', 'batch/', 'import'].map(
    (name) => `/v1/${name}`,
  ),
  ...[
    '/batch',
    '/batch/',
    '/e/',
    '/i/v0/e/',
    '/capture',
    '/flags/?v=2',
    '/decide',
    '/e/?compression=base64',
    '/e/?compression=gzip-js',
  ],
];

const hostile = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    1e308,
    '',
    ' ',
    '\u0000',
    '\ud800',
    '2026-02-30',
    'x'.repeat(40_000),
    [],
    {},
    [[]],
  ),
  fc.jsonValue({ maxDepth: 4, noUnicodeString: false }),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.double(),
  fc.bigInt().map((big) => `\u0001${big}`), // becomes a bare number below
  fc.constantFrom('\u00011e999', '\u0001-0', '\u00019007199254740993', '\u0001[[[[[[[[[[[[]]]]]]]]]]]]'),
);

const names = fc.constantFrom(
  'type',
  'event',
  'userId',
  'anonymousId',
  'messageId',
  'timestamp',
  'sentAt',
  'properties',
  'traits',
  'context',
  'previousId',
  'groupId',
  'name',
  'distinct_id',
  'uuid',
  'api_key',
  'token',
  'batch',
  '$set',
  '$set_once',
  'writeKey',
  '__proto__',
  'constructor',
  'toJSON',
  'length',
  'integrations',
  'originalTimestamp',
  'sent_at',
  '$groups',
  'alias',
);

const event = fc.constantFrom<Record<string, unknown>>(
  {
    type: 'track',
    event: 'Bought',
    userId: 'julie',
    messageId: 'm',
    properties: { price: 12.5 },
    timestamp: '2026-11-21T11:00:00Z',
  },
  { type: 'identify', userId: 42, traits: { plan: 'pro' }, context: { ip: '0.0.0.0', traits: {} } },
  { type: 'page', anonymousId: 'browser', userId: null, name: 'Prices', integrations: { All: false } },
  { type: 'group', userId: 'julie', groupId: 'acme', traits: { size: 3 } },
  { type: 'alias', userId: 'julie', previousId: 'other' },
  {
    event: '$identify',
    distinct_id: 'julie',
    uuid: 'u',
    $set: { a: 1 },
    properties: { $anon_distinct_id: 'b', token: key },
  },
  {
    event: '$groupidentify',
    distinct_id: '$company_acme',
    properties: { $group_type: 'company', $group_key: 'acme', $group_set: {} },
  },
  {
    event: '$pageview',
    properties: { distinct_id: 'browser', $is_identified: false, $device_id: 'browser', token: key },
  },
);

const mutatedEvent = fc
  .tuple(event, fc.array(fc.tuple(names, hostile, fc.boolean()), { maxLength: 3 }))
  .map(([whole, changes]) => {
    const changed = new Map(Object.entries(whole));
    for (const [name, value, remove] of changes) remove ? changed.delete(name) : changed.set(name, value);
    return objectText(changed);
  });

/** JSON of an object whose marked texts are bare numbers, and whose keys may be `__proto__`. */
const objectText = (fields: ReadonlyMap<string, unknown>): string =>
  `{${[...fields].map(([name, value]) => `${JSON.stringify(name)}:${valueText(value)}`).join(',')}}`;
const valueText = (value: unknown): string =>
  typeof value === 'string' && value.startsWith('\u0001')
    ? value.slice(1)
    : (JSON.stringify(value) ?? 'null');

const bodyText = fc.oneof(
  {
    weight: 16,
    arbitrary: fc
      .array(mutatedEvent, { maxLength: 5 })
      .map((events) => `{"writeKey":"${key}","api_key":"${key}","batch":[${events.join(',')}]}`),
  },
  {
    weight: 12,
    arbitrary: mutatedEvent.map((text) =>
      text.replace('{', `{"writeKey":"${key}","api_key":"${key}",`).replace(',}', '}'),
    ),
  },
  { weight: 4, arbitrary: fc.array(mutatedEvent, { maxLength: 4 }).map((events) => `[${events.join(',')}]`) },
  { weight: 4, arbitrary: hostile.map(valueText) },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 1, max: 100_000 })
      .map((depth) => `{"writeKey":"${key}","batch":[{"a":${'['.repeat(depth)}${']'.repeat(depth)}}]}`),
  },
);

type Change = {
  readonly kind: 'none' | 'flip' | 'cut' | 'insert' | 'double';
  readonly at: number;
  readonly byte: number;
};
const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom(...Array<Change['kind']>(9).fill('none'), 'flip', 'cut', 'insert', 'double'),
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
  byte: fc.integer({ min: 0, max: 255 }),
});

function changed(bytes: Buffer, { kind, at, byte }: Change): Buffer {
  const place = Math.floor(bytes.length * at);
  if (kind === 'flip')
    return Buffer.concat([
      bytes.subarray(0, place),
      Buffer.from([(bytes[place] ?? 0) ^ (1 << (byte & 7))]),
      bytes.subarray(place + 1),
    ]);
  if (kind === 'cut') return bytes.subarray(0, place);
  if (kind === 'insert')
    return Buffer.concat([bytes.subarray(0, place), Buffer.from([byte]), bytes.subarray(place)]);
  return kind === 'double' ? Buffer.concat([bytes, bytes.subarray(place)]) : bytes;
}

const packings: readonly ((bytes: Buffer) => Buffer)[] = [
  (bytes) => bytes,
  (bytes) => bytes,
  (bytes) => gzipSync(bytes, { level: 1 }),
  (bytes) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
  (bytes) => Buffer.from(`data=${encodeURIComponent(bytes.toString('base64'))}`),
  (bytes) => Buffer.from(bytes.toString('base64')),
];

const payload: fc.Arbitrary<Payload> = fc
  .record({
    url: fc.constantFrom(...paths),
    text: bodyText,
    before: change,
    packing: fc.nat(packings.length - 1),
    after: change,
    authorization: fc.constantFrom<Record<string, string>>(
      {},
      { authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` },
      { authorization: 'Basic %%%' },
    ),
    type: fc.constantFrom(
      'application/json',
      'text/plain',
      'application/x-www-form-urlencoded',
      'a/b; charset=',
      '\u007f',
    ),
  })
  .map(({ url, text, before, packing, after, authorization, type }) => ({
    url,
    headers: { ...authorization, 'content-type': type },
    body: changed((packings[packing] ?? ((bytes) => bytes))(changed(Buffer.from(text), before)), after),
  }));

it(
  `${count} mutated payloads: no answer from 500 up, no fault, every accepted event decoded, memory bounded`,
  async () => {
    const server = await openIntake({ backlogBytes: 1e12 });
    const answers = new Map<number, number>();
    let settled = 0;
    let sent = 0;
    for (let round = 0; round < count / 300; round += 1) {
      const payloads = fc.sample(payload, { numRuns: 300, seed: seed + round });
      await Promise.all(
        payloads.map(async ({ url, headers, body }) => {
          const { statusCode } = await server.app.inject({ method: 'POST', url, headers, payload: body });
          if (![200, 400, 401, 413].includes(statusCode)) {
            throw new Error(
              `${statusCode} for ${url} ${JSON.stringify(headers)} ${body.toString('base64').slice(0, 4000)}`,
            );
          }
          answers.set(statusCode, (answers.get(statusCode) ?? 0) + 1);
        }),
      );
      sent += payloads.length;
      await server.events(); // throws where a count differs or decoding fails
      if (round === 10) settled = await memoryInUse();
    }
    expect(server.faults).toEqual([]);
    expect(sent).toBeGreaterThanOrEqual(count);
    expect((await memoryInUse()) - settled).toBeLessThan(50 * 1024 * 1024);
    // the mix is worth something only if it reaches both sides
    expect(answers.get(200)).toBeGreaterThan(count / 5);
    expect(answers.get(400)).toBeGreaterThan(count / 20);
    await server.close();
  },
  count * 6 + 60_000,
);

/** Bytes that are really held: after one full collection for what is dead, and another for what its finalizers freed. */
async function memoryInUse(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  await setImmediate();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
