/**
 * What libraries record by themselves: who somebody is, and each page or screen that was opened. Nothing one does on
 * the way. In small letters.
 */
export const noSteps = [
  'identify',
  'group',
  'alias',
  'page viewed',
  'screen viewed',
  'page',
  'screen',
  '$identify',
  '$groupidentify',
  '$create_alias',
  '$set',
  '$pageview',
  '$pageleave',
  '$screen',
  '$autocapture',
];
