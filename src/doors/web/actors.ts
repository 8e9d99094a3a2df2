import { useQuery } from '@tanstack/react-query';
import { question } from './ask.ts';
import { useMay, useSeat } from './seat.ts';
import { useWords } from './words/index.ts';

/** Who did something, from `user:…`: people by their names where the reader may know them, else what they are. */
export function useActorNames(): (actor: string) => string {
  const { t } = useWords();
  const { slug } = useSeat();
  const users = useQuery({ ...question(slug, 'users.list', {}), enabled: useMay('settings:read') }).data
    ?.users;
  return (actor) => {
    const [kind = '', id = ''] = actor.split(':');
    if (kind === 'key') return t('actor.key');
    if (kind === 'cli') return t('actor.command');
    return users?.find((user) => user.id === id)?.name ?? t('actor.someone');
  };
}
