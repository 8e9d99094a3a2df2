import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One shipped file of the data model. */
export interface SchemaFile {
  readonly number: number;
  /** `0001-workspaces.sql` */
  readonly name: string;
  readonly text: string;
  /** SHA-256 of the text, in hexadecimal; line ends count as LF. */
  readonly checksum: string;
}

const nameForm = /^(\d{4})-[a-z0-9-]+\.sql$/;

/**
 * The files of a folder in the order of their numbers.
 *
 * @throws Error where a name is not `0001-words.sql`, or a number stands twice
 */
export async function schemaFiles(folder: string): Promise<SchemaFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const files = await Promise.all(names.map((name) => schemaFile(folder, name)));
  const twice = files.find((file, i) => file.number === files[i - 1]?.number);
  if (twice) throw new Error(`two files in ${folder} have the number of ${twice.name}`);
  return files;
}

async function schemaFile(folder: string, name: string): Promise<SchemaFile> {
  const number = nameForm.exec(name)?.[1];
  if (number === undefined) throw new Error(`${join(folder, name)} is not named like 0001-words.sql`);
  const text = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n');
  return { number: Number(number), name, text, checksum: createHash('sha256').update(text).digest('hex') };
}
