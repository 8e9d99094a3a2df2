/** What the address bar of the retention page holds. */
export interface RetentionSearch {
  start?: string;
}
export function readRetentionSearch(_from: Record<string, unknown>): RetentionSearch {
  return {};
}
