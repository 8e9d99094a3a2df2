export { Note, NoteKind, operations } from './operations.ts';
