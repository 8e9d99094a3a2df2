import { useParams } from '@tanstack/react-router';
import { ImportProgress } from './ImportProgress.tsx';
import { Mapping } from './Mapping.tsx';

/** A file on its way: `up_…` waits to be checked, `imp_…` is being imported or was. */
export function OneImport() {
  const { id } = useParams({ from: '/w/$slug/imports/$id' });
  return id.startsWith('up_') ? <Mapping key={id} upload={id} /> : <ImportProgress key={id} id={id} />;
}
