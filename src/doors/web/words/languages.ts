/** What the interface speaks. */
export type Language = 'fr' | 'en';
