import { Button } from '@mantine/core';
import { IconClipboardList } from '@tabler/icons-react';
import { useSeat } from '../../seat.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { useWords } from '../../words/index.ts';
import { Infer } from './Infer.tsx';
import { TakeFile } from './TakeFile.tsx';
import { usePlace } from './usePlan.ts';

/** Before there is a plan: what it is for, and the one thing to do next. */
export function NoPlan({ onAdd }: { onAdd: () => void }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const { statuses, mayWrite } = usePlace();
  const arrives = statuses.length;
  const actions = arrives > 0 ? <Infer filled /> : <Send slug={slug} />;
  return (
    <Teach
      icon={<IconClipboardList />}
      title={t('plan.none_title')}
      action={
        mayWrite && (
          <>
            {actions}
            <Button variant="default" onClick={onAdd}>
              {t('plan.add_first')}
            </Button>
            <TakeFile />
          </>
        )
      }
    >
      <p>{t('plan.none')}</p>
      <p>
        {t(mayWrite ? (arrives > 0 ? 'plan.none_arrives' : 'plan.none_silent') : 'plan.none_viewer', {
          count: arrives,
        })}
      </p>
    </Teach>
  );
}

function Send({ slug }: { slug: string }) {
  const { t } = useWords();
  return (
    <ButtonLink to="/w/$slug/sources" params={{ slug }}>
      {t('ask.nothing_send')}
    </ButtonLink>
  );
}
