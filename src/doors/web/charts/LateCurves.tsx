import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { CurvesProps } from './Curves.tsx';

const Curves = lazy(() => import('./Curves.tsx'));

/** Curves whose engine comes only when they are on the page; their place is kept meanwhile. */
export const LateCurves = (props: CurvesProps & { readonly height: number }) => (
  <Suspense fallback={<Skeleton height={props.height} aria-busy="true" />}>
    <Curves {...props} />
  </Suspense>
);
