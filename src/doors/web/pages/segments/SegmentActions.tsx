import { Button, Menu, Modal } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Segment } from '#src/customers/segments/index.ts';
import { useChange } from '../../ask.ts';
import { useMay, useSeat } from '../../seat.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { MoreMenu } from '../../ui/MoreMenu.tsx';
import { NameForm } from '../../ui/NameForm.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { sayWithUndo } from '../../ui/undo.tsx';
import { useCatalogue } from '../../ui/useCatalogue.ts';
import { useWords } from '../../words/index.ts';
import { comparedWithOthers, insightsOf } from './uses.ts';

/** What can be done with a segment. */
export function SegmentActions({ segment }: { segment: Segment }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const may = useMay('insights:write');
  const { id, retiredAt, current } = segment;
  return (
    <>
      {segment.size !== null && <UseMenu segment={segment} />}
      {may && retiredAt === null && (
        <ButtonLink
          variant="default"
          to="/w/$slug/segments/edit"
          params={{ slug }}
          search={{ segment: id, rule: current.rule }}
        >
          {t('segments.change')}
        </ButtonLink>
      )}
      {may && <Keeping segment={segment} />}
    </>
  );
}

/** Every question that can be asked of the segment alone, and of it and everybody else. */
function UseMenu({ segment }: { segment: Segment }) {
  const { t } = useWords();
  const { slug, countingUnit, permissions } = useSeat();
  const navigate = useNavigate();
  const catalogue = useCatalogue().data;
  if (!permissions.includes('insights:read')) return null;
  const compared =
    catalogue && comparedWithOthers(segment, catalogue, t('ask.everyone_but', { name: segment.name }));
  return (
    <Menu position="bottom-end" width={280}>
      <Menu.Target>
        <Button>{t('segments.use')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {compared && (
          <>
            <Menu.Item
              onClick={() => void navigate({ to: '/w/$slug/compare', params: { slug }, search: compared })}
            >
              {t('segments.compare')}
            </Menu.Item>
            <Menu.Divider />
          </>
        )}
        <Menu.Label>{t('segments.use_as')}</Menu.Label>
        {insightsOf(segment, countingUnit).map(({ to, word, search }) => (
          <Menu.Item key={to} onClick={() => void navigate({ to, params: { slug }, search })}>
            {t(word)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Its name, and whether it is kept. */
function Keeping({ segment }: { segment: Segment }) {
  const { t } = useWords();
  const { id, name, retiredAt } = segment;
  const [naming, setNaming] = useState(false);
  const change = useChange('segments.change', ['segments.list', 'segments.show']);
  const retire = useChange('segments.retire', ['segments.list', 'segments.show']);
  const restore = useChange('segments.restore', ['segments.list', 'segments.show']);
  const takeUp = () =>
    restore.mutate(
      { id },
      { onSuccess: () => notifications.show({ message: t('segments.restored', { name }) }) },
    );
  const lay = () =>
    retire.mutate(
      { id },
      {
        onSuccess: () =>
          sayWithUndo(t('segments.retired', { name }), { label: t('shell.undo'), run: takeUp }),
      },
    );
  const failed = retire.error ?? restore.error;
  return (
    <>
      {retiredAt !== null ? (
        <Button variant="default" loading={restore.isPending} onClick={takeUp}>
          {t('segments.restore')}
        </Button>
      ) : (
        <MoreMenu label={t('segments.more')} ofPage>
          <Menu.Item onClick={() => setNaming(true)}>{t('segments.rename')}</Menu.Item>
          <Menu.Item onClick={lay}>{t('segments.retire')}</Menu.Item>
        </MoreMenu>
      )}
      {failed && <Refused error={failed} />}
      {naming && (
        <Modal opened onClose={() => setNaming(false)} title={t('segments.rename')}>
          <NameForm
            label={t('segments.name')}
            initial={name}
            busy={change.isPending}
            onName={(next) =>
              change.mutate(
                { id, name: next },
                {
                  onSuccess: () => {
                    setNaming(false);
                    notifications.show({ message: t('segments.renamed') });
                  },
                },
              )
            }
          />
          {change.error && <Refused error={change.error} />}
        </Modal>
      )}
    </>
  );
}
