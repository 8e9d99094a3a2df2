export type { Segment, SegmentVersion } from './ask.ts';
export { segmentsKeeper } from './keeper.ts';
export { operations } from './operations.ts';
export { everyoneInSegment, SegmentPeopleAsk } from './people.ts';
export { personalData } from './personal-data.ts';
