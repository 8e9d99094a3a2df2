/** How an answer is read; the quickest way unless a test compares them. */
export type Way = 'quickest' | 'events';
