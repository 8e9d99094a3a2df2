export { InlineContent, renderedInline } from './content.ts';
export { operations } from './operations.ts';
