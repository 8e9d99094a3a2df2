import { Button, Checkbox, Input, Modal, SegmentedControl, Stack, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Tile } from '#src/insights/dashboards/index.ts';
import { Refused } from '../../ui/Refused.tsx';
import { useWords } from '../../words/index.ts';
import { useBoardChange } from './board.ts';

const widths = ['third', 'half', 'whole'] as const satisfies readonly Tile['width'][];

interface TileFormProps {
  /** The dashboard it is on. */
  readonly board: string;
  readonly tile: Tile;
  readonly onClose: () => void;
}

/** What a tile is called, how wide it is; its text, or whether its dates move on. */
export function TileForm({ board, tile, onClose }: TileFormProps) {
  const { t } = useWords();
  const change = useBoardChange('dashboards.change-tile');
  const [title, setTitle] = useState(tile.title ?? '');
  const [width, setWidth] = useState<Tile['width']>(tile.width);
  const [text, setText] = useState(tile.kind === 'text' ? tile.text : '');
  const [moves, setMoves] = useState(tile.kind === 'question' && tile.moves);
  const send = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(
      {
        id: board,
        tile: tile.id,
        title: title.trim() === '' ? null : title.trim(),
        width,
        ...(tile.kind === 'text' ? { text } : { moves }),
      },
      { onSuccess: onClose },
    );
  };
  return (
    <Modal opened onClose={onClose} title={t('dashboards.tile_change')}>
      <form onSubmit={send}>
        <Stack gap="md">
          {tile.kind === 'text' && <TextField value={text} onChange={setText} />}
          <TextInput
            label={t('dashboards.tile_title')}
            placeholder={tile.kind === 'question' ? tile.name : ''}
            maxLength={200}
            value={title}
            data-autofocus
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          <WidthField value={width} onChange={setWidth} />
          {tile.kind === 'question' && (
            <Checkbox
              label={t('dashboards.moves')}
              description={t('dashboards.moves_help')}
              checked={moves}
              onChange={(event) => setMoves(event.currentTarget.checked)}
            />
          )}
          {change.isError && <Refused error={change.error} />}
          <Button type="submit" loading={change.isPending}>
            {t('shell.save')}
          </Button>
        </Stack>
      </form>
    </Modal>
  );
}

/** The words of a tile that is a text. */
export function TextField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = useWords();
  return (
    <Textarea
      label={t('dashboards.text')}
      required
      autosize
      minRows={3}
      maxLength={2000}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function WidthField({ value, onChange }: { value: Tile['width']; onChange: (width: Tile['width']) => void }) {
  const { t } = useWords();
  return (
    <Input.Wrapper label={t('dashboards.width')}>
      <SegmentedControl
        fullWidth
        aria-label={t('dashboards.width')}
        value={value}
        data={widths.map((one) => ({ value: one, label: t(`dashboards.width.${one}`) }))}
        onChange={(next) => onChange(widths.find((one) => one === next) ?? value)}
      />
    </Input.Wrapper>
  );
}
