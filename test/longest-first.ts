import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take long go first, in this order: the walk through all pages; where servers are started, killed and
 * waited for (begun last, they would be waited for alone); all others.
 */
const order: readonly RegExp[] = [
  /test\/browser\//,
  /test\/(scenarios|imports|clients|upgrade)\/|engines\/|three-ways|every-way/,
  /./,
];

/** Files that take long first, so that the others fill the time. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    const place = ({ moduleId }: TestSpecification) => order.findIndex((path) => path.test(moduleId));
    return usual.toSorted((a, b) => place(a) - place(b));
  }
}
