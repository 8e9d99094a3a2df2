export { type CronChore, type JobsOptions, type OpenJobs, openJobs, type WaitingChore } from './jobs.ts';
export type { JobHandler, JobOptions, Jobs } from './port.ts';
