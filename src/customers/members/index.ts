export { type KeptSegment, keptSegment, membersAt, membersNow, unknownSegment } from './members.ts';
