import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { AhaDefinition } from '#src/insights/aha/index.ts';
import { useChange } from '../../ask.ts';
import { useMay } from '../../seat.ts';
import { Refused } from '../../ui/Refused.tsx';
import { useWords } from '../../words/index.ts';

/** Takes a definition out of use, or puts it back; nothing is lost. */
export function Retiring({ moment: { id, name, retiredAt }, size }: RetiringProps) {
  const { t } = useWords();
  const touched = ['aha.list', 'aha.board', 'aha.rate', 'aha.progress'] as const;
  const retire = useChange('aha.retire', touched);
  const restore = useChange('aha.restore', touched);
  if (!useMay('insights:write')) return null;
  const used = retiredAt === null;
  const turn = used ? retire : restore;
  return (
    <>
      <Button
        size={size}
        variant="default"
        loading={turn.isPending}
        onClick={() =>
          turn.mutate(
            { id },
            {
              onSuccess: () =>
                void notifications.show({ message: t(used ? 'aha.retired' : 'aha.restored', { name }) }),
            },
          )
        }
      >
        {t(used ? 'aha.retire' : 'aha.restore')}
      </Button>
      {turn.isError && <Refused error={turn.error} />}
    </>
  );
}

interface RetiringProps {
  readonly moment: AhaDefinition;
  readonly size: 'xs' | 'sm';
}
