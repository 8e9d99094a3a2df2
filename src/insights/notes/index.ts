export { Note, NoteKind, operations } from './operations.ts';
export { personalData } from './personal-data.ts';
