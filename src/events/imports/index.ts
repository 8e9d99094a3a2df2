export { type CommandProgress, type CommandWish, importFiles } from './command.ts';
export { contractEventId } from './contract-event.ts';
export { type ImportRecord, type ImportState, importById } from './import-record.ts';
export { importJobs, resumeImports } from './jobs.ts';
export { operations } from './operations.ts';
export type { ContractLedger, ContractTerms, ImportParts } from './parts.ts';
export { personalData } from './personal-data.ts';
export { type ImportProgress, runImport } from './run-import.ts';
export { type ArrivingFile, receiveUpload, sweepUploads } from './uploads.ts';
