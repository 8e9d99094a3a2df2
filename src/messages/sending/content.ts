import { z } from 'zod';
import type { Rendered } from '#src/messages/delivery/index.ts';

/** A message that stands in its intent as it is to be read. */
export const InlineContent = z.object({
  kind: z.literal('inline'),
  email: z.object({
    subject: z.string().trim().min(1).max(500),
    text: z.string().min(1).max(100_000).describe('As it is read without pictures'),
    html: z.string().min(1).max(200_000).optional().describe('Without it the text is shown, line by line'),
  }),
});
export type InlineContent = z.output<typeof InlineContent>;

/** What its reader gets. */
export const renderedInline = ({ email: { subject, text, html } }: InlineContent): Rendered => ({
  as: 'email',
  subject,
  text,
  html: html ?? pageOf(text),
});

const pageOf = (text: string): string =>
  `<!doctype html><html><body>${text
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escaped(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('')}</body></html>`;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
