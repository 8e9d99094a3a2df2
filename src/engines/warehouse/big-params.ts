/** Parameters as a form in the body. */
export interface ParamForm {
  readonly body: Buffer;
  readonly contentType: string;
}

/** Above this, parameters do not go into the address: servers refuse long ones. */
const longestAddress = 4096;

/**
 * Writes parameters as a multipart form where they are too long for the address; undefined where they are not.
 *
 * The client does this for queries by itself, but not for statements without an answer.
 */
export function bigForm(params: Readonly<Record<string, unknown>>): ParamForm | undefined {
  const fields = Object.entries(params).map(([name, value]) => [name, paramText(value)] as const);
  const size = fields.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  if (size <= longestAddress) return undefined;
  const boundary = `perdure-${crypto.randomUUID()}`;
  const parts = fields.map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="param_${name}"\r\n\r\n${value}\r\n`,
  );
  return {
    body: Buffer.from(`${parts.join('')}--${boundary}--\r\n`),
    contentType: `multipart/form-data; boundary=${boundary}`,
  };
}

/** A value as ClickHouse's HTTP interface reads parameters: tab-separated escapes outside, quotes within lists. */
export function paramText(value: unknown, within = false): string {
  if (value === null || value === undefined) return within ? 'NULL' : '\\N';
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'boolean') return within ? String(value) : value ? '1' : '0';
  if (typeof value === 'string') return within ? `'${escaped(value)}'` : escaped(value);
  if (Array.isArray(value)) return `[${value.map((item) => paramText(item, true)).join(',')}]`;
  throw new Error(`a parameter of this sort cannot be bound: ${typeof value}`);
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (Number.isFinite(value)) return String(value);
  return value > 0 ? '+inf' : '-inf';
}

const escaped = (text: string): string => text.replaceAll(/[\\'\t\n\r]/g, (sign) => escapes[sign] ?? sign);

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
};
