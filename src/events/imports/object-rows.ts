type Source = { readonly source?: string };

// `as`: the engine has had rawJSON since V8 11.4; TypeScript's library does not describe it yet
const exact = JSON as unknown as {
  rawJSON(text: string): unknown;
  parse(text: string, reviver: (key: string, value: unknown, context: Source) => unknown): unknown;
};

/**
 * A line that holds one JSON object: its values as JSON text by name, numbers digit by digit; undefined where it
 * holds anything else.
 */
export function objectRow(line: string): Map<string, string> | undefined {
  let read: unknown;
  try {
    read = exact.parse(line, (_key, value, { source }) =>
      typeof value === 'number' && source !== undefined && source.length > 15 ? exact.rawJSON(source) : value,
    );
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return undefined;
  return new Map(Object.entries(read).map(([name, value]) => [name, JSON.stringify(value)]));
}
