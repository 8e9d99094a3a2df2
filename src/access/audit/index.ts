export { type Audit, type Deed, openAudit, type Verification } from './audit.ts';
export { operations } from './operations.ts';
export { withoutSecrets } from './redaction.ts';
