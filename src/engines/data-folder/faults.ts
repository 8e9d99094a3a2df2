import { DomainError } from '#src/basics/errors.ts';

/** What the system says, and what the owner of the folder can do about it. */
const reasons: Readonly<Record<string, { readonly code: string; readonly expected: string }>> = {
  EACCES: { code: 'no_permission', expected: 'a folder this user may write in' },
  EPERM: { code: 'no_permission', expected: 'a folder this user may write in' },
  EROFS: { code: 'no_permission', expected: 'a folder on a disk that can be written to' },
  ENOSPC: { code: 'full', expected: 'free space on the disk of the data folder' },
  EDQUOT: { code: 'full', expected: 'free space in this user’s quota' },
  ENOTDIR: { code: 'not_a_folder', expected: 'the path of a folder' },
  EEXIST: { code: 'not_a_folder', expected: 'the path of a folder' },
};

/** SQLite's own numbers for the same: READONLY, FULL, CANTOPEN. */
const sqliteReasons: Readonly<Record<number, string>> = { 8: 'EACCES', 13: 'ENOSPC', 14: 'EACCES' };

/** The same error, or a refusal in words where the system's reason is a known one. */
export function asFolderError(error: unknown, path: string): unknown {
  const reason = reasons[reasonOf(error)];
  if (reason === undefined) return error;
  const refusal = new DomainError(`data_folder.${reason.code}`, {
    kind: 'unavailable',
    field: 'PERDURE_DATA',
    expected: reason.expected,
    got: path,
  });
  refusal.cause = error;
  return refusal;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('errcode' in error && typeof error.errcode === 'number')
    return sqliteReasons[error.errcode & 0xff] ?? '';
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
