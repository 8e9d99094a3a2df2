import { Button } from '@mantine/core';
import { useSeat } from '../../seat.ts';
import { useWords } from '../../words/index.ts';

/** Downloads everything held about a person, as the file to be handed to them: streamed, whatever its size. */
export function ExportPerson({ user }: { user: string }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const query = new URLSearchParams({ workspace: slug, userId: user });
  return (
    <Button component="a" variant="subtle" href={`/api/people/export?${query}`} download>
      {t('person.export')}
    </Button>
  );
}
