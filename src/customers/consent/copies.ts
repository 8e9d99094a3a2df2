/**
 * A no is written under each user id that the person has when it is said, so that it stays with all of them when two people
 * are parted: the first is what was recorded, the others are its copies, told apart by the end of their ids.
 */
export const copyId = (original: string, copy: number): string => `${original}_${copy}`;

/** The id under which something was recorded first: `con_7k3m…` of `con_7k3m…_2`. */
export const originalOf = (id: string): string => id.split('_', 2).join('_');
