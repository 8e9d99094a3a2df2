export { documentOf, type ExportPart } from './document.ts';
export { personExport } from './export.ts';
