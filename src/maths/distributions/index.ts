export { betaBelow, gammaRatioQuantile } from './beta.ts';
export { chiSquareUpperTail } from './chi-square.ts';
export { digamma, trigamma } from './digamma.ts';
export { logGamma, regularizedUpperGamma } from './gamma.ts';
export { normalBelow, normalQuantile, normalReach, normalTwoSided, normalUpperTail } from './normal.ts';
export { shiftedStudentAbove, studentReach, studentTwoSided } from './student.ts';
