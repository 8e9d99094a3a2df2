export {
  between,
  count,
  eventWords,
  nameWords,
  nth,
  percent,
  percentRange,
  periodNoun,
  points,
  rowName,
  say,
} from './words.ts';
