import { IconContract } from '@tabler/icons-react';
import { useSeat } from '../../seat.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { useWords } from '../../words/index.ts';

/** Nobody is under a contract of this kind: what is missing, and the next thing to do. */
export function NoContracts({ otherKinds, otherHolders }: { otherKinds: number; otherHolders: number }) {
  const { t } = useWords();
  const { slug } = useSeat();
  return (
    <Teach
      icon={<IconContract />}
      title={t('contract-retention.none_title')}
      action={
        <>
          <ButtonLink to="/w/$slug/imports" params={{ slug }}>
            {t('ask.nothing_import')}
          </ButtonLink>
          <ButtonLink variant="default" to="/w/$slug/offers" params={{ slug }}>
            {t('kinds.declare')}
          </ButtonLink>
        </>
      }
    >
      {t('contract-retention.none')}
      {otherHolders > 0 && ` ${t('contract-retention.other_holders', { count: otherHolders })}`}
      {otherKinds > 0 && ` ${t('contract-retention.other_kinds', { count: otherKinds })}`}
    </Teach>
  );
}
