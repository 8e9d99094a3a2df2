export { type JournalSettings, openJournal } from './journal.ts';
export type { Batch, Damage, Journal, JournalEntry, Waiting, WaitingEntry } from './port.ts';
