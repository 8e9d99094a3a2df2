import { Button, Drawer, Stack } from '@mantine/core';
import { IconPin } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { question } from '../../ask.ts';
import { useSeat } from '../../seat.ts';
import { ButtonLink } from '../../ui/links.tsx';
import { placeAt } from '../../ui/places.ts';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { Teach } from '../../ui/Teach.tsx';
import { useWords } from '../../words/index.ts';
import { keptLink } from '../today/kept.ts';
import styles from './AddTile.module.css';
import { useBoardChange } from './board.ts';
import { TextField } from './TileForm.tsx';

/** What a dashboard may show: kept questions, each pinned at one click, or a text. */
export function AddTile({ board, onClose }: { board: string; onClose: () => void }) {
  const { t } = useWords();
  return (
    <Drawer opened onClose={onClose} size={480} title={t('dashboards.add_tile')}>
      <Stack gap="xl">
        <section>
          <h3 className={styles.heading}>{t('dashboards.add_question')}</h3>
          <KeptQuestions board={board} />
        </section>
        <section>
          <h3 className={styles.heading}>{t('dashboards.add_text')}</h3>
          <NewText board={board} onDone={onClose} />
        </section>
      </Stack>
    </Drawer>
  );
}

function KeptQuestions({ board }: { board: string }) {
  const { t } = useWords();
  const { slug } = useSeat();
  const kept = useQuery(question(slug, 'questions.list', {}));
  const pin = useBoardChange('dashboards.pin');
  const own = (kept.data?.questions ?? []).flatMap(({ id, name, operation, ask }) => {
    const link = keptLink(slug, operation, ask, id);
    const page = link && placeAt(String(link.to));
    return link ? [{ id, name, insight: page ? t(page) : null }] : [];
  });
  if (kept.isError) return <Refused error={kept.error} again={() => kept.refetch()} />;
  if (kept.isSuccess && own.length === 0)
    return (
      <Teach
        title={t('dashboards.no_questions_title')}
        action={
          <ButtonLink to="/w/$slug/retention" params={{ slug }}>
            {t('import.to_retention')}
          </ButtonLink>
        }
      >
        {t('dashboards.no_questions')}
      </Teach>
    );
  return (
    <>
      {pin.isError && <Refused error={pin.error} />}
      <Rows
        rows={own.map(({ id, name, insight }) => ({
          id,
          title: name,
          detail: insight,
          aside: (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPin size={14} aria-hidden />}
              aria-label={t('dashboards.pin_this', { name })}
              loading={pin.isPending && isOf(pin.variables.tile, id)}
              onClick={() => pin.mutate({ id: board, tile: { kind: 'question', question: id } })}
            >
              {t('dashboards.pin')}
            </Button>
          ),
        }))}
      />
    </>
  );
}

const isOf = (tile: { kind: string; question?: string }, id: string): boolean => tile.question === id;

function NewText({ board, onDone }: { board: string; onDone: () => void }) {
  const { t } = useWords();
  const pin = useBoardChange('dashboards.pin');
  const [text, setText] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    pin.mutate({ id: board, tile: { kind: 'text', text } }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={send}>
      <Stack gap="sm">
        <TextField value={text} onChange={setText} />
        {pin.isError && <Refused error={pin.error} />}
        <div>
          <Button type="submit" variant="default" loading={pin.isPending} disabled={text.trim() === ''}>
            {t('dashboards.add_text')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
