import { Alert, Button, Group, SegmentedControl } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useActorNames } from '../../actors.ts';
import { question, useChange } from '../../ask.ts';
import type { Asked } from '../../asked.ts';
import { codeOf } from '../../problem.ts';
import { useMay, useSeat } from '../../seat.ts';
import { Page } from '../../ui/Page.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Refused } from '../../ui/Refused.tsx';
import { Rows } from '../../ui/Rows.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useFigures, useWords } from '../../words/index.ts';
import { CapFields } from './CapFields.tsx';
import styles from './ContactRules.module.css';
import {
  alwaysOpen,
  freeChannels,
  isLacking,
  newCap,
  newHours,
  type ContactRules as Rules,
  sameRules,
} from './contact-rules.ts';
import { HoursFields } from './HoursFields.tsx';

type Shown = Asked['contact-rules.show']['output'];

/** When and how often people are contacted: hours, caps, and what becomes of what they hold back. */
export function ContactRules() {
  const { t } = useWords();
  const { slug } = useSeat();
  const kept = useQuery(question(slug, 'contact-rules.show', {}));
  return (
    <Page narrow title={t('contact.title')} lead={t('contact.lead')}>
      {kept.isPending && <Waiting height={480} />}
      {kept.isError && <Refused error={kept.error} again={() => kept.refetch()} />}
      {kept.data && <Editor key={slug} shown={kept.data} onOvertaken={() => void kept.refetch()} />}
    </Page>
  );
}

/** What is worked on, and the version it began from. */
interface Draft {
  readonly basedOn: number;
  readonly rules: Rules;
}

interface EditorProps {
  readonly shown: Shown;
  /** Somebody else adopted rules meanwhile: those in force are to be read again. */
  readonly onOvertaken: () => void;
}

function Editor({ shown: { current, presets }, onOvertaken }: EditorProps) {
  const words = useWords();
  const { t } = words;
  const may = useMay('settings:write');
  const adopt = useChange('contact-rules.adopt', ['contact-rules.show', 'audit.list']);
  const [draft, setDraft] = useState<Draft | null>(null);
  const rules = draft?.rules ?? current.rules;
  const change = (next: Rules) => {
    adopt.reset();
    setDraft({ basedOn: draft?.basedOn ?? current.version, rules: next });
  };
  const save = () =>
    draft &&
    adopt.mutate(
      { basedOn: draft.basedOn, rules: draft.rules },
      {
        onSuccess: () => {
          setDraft(null);
          notifications.show({ message: t('contact.adopted') });
        },
        onError: (error) => codeOf(error) === 'contact-rules.changed_meanwhile' && onOvertaken(),
      },
    );
  return (
    <>
      <InForce current={current} />
      <Panel title={t('contact.presets')}>
        <Rows
          rows={presets.map((preset) => ({
            id: preset.key,
            title: words.said(preset.name),
            detail: words.said(preset.why),
            aside: sameRules(preset.rules, rules)
              ? t('contact.preset_here')
              : may && (
                  <Button
                    size="xs"
                    variant="default"
                    onClick={() => {
                      change(preset.rules);
                      notifications.show({
                        message: t('contact.preset_taken', { name: words.said(preset.name) }),
                      });
                    }}
                  >
                    {t('contact.preset_take')}
                  </Button>
                ),
          }))}
        />
      </Panel>
      <fieldset disabled={!may} className={styles.fields}>
        <HoursPart rules={rules} may={may} onChange={change} />
        <CapsPart rules={rules} may={may} onChange={change} />
        <HeldPart rules={rules} may={may} onChange={change} />
      </fieldset>
      <div className={styles.foot} data-changed={!sameRules(rules, current.rules) || undefined}>
        {draft && !sameRules(draft.rules, current.rules) && (
          <Meanwhile
            draft={draft}
            current={current}
            refused={adopt.error}
            onTheirs={() => {
              adopt.reset();
              setDraft(null);
            }}
            onMine={() => {
              adopt.reset();
              setDraft({ ...draft, basedOn: current.version });
            }}
          />
        )}
        {may && (
          <SaveBar
            rules={rules}
            changed={!sameRules(rules, current.rules)}
            behind={draft !== null && draft.basedOn !== current.version}
            busy={adopt.isPending}
            onSave={save}
            onReset={() => {
              adopt.reset();
              setDraft(null);
            }}
          />
        )}
      </div>
    </>
  );
}

function InForce({ current }: { current: Shown['current'] }) {
  const { t } = useWords();
  const figures = useFigures();
  const { timezone } = useSeat();
  const nameOf = useActorNames();
  const { version, createdAt, createdBy } = current;
  return (
    <p className={styles.standing}>
      {createdAt === null
        ? t('contact.version_none')
        : t('contact.version', {
            version,
            who: nameOf(createdBy ?? ''),
            date: figures.moment(createdAt, timezone),
          })}
    </p>
  );
}

interface PartProps {
  readonly rules: Rules;
  readonly may: boolean;
  readonly onChange: (rules: Rules) => void;
}

function HoursPart({ rules, may, onChange }: PartProps) {
  const { t } = useWords();
  const figures = useFigures();
  const { hours } = rules;
  const open = alwaysOpen(rules);
  return (
    <Panel
      title={t('contact.hours')}
      aside={
        may &&
        hours.length < 10 &&
        open.length > 0 && (
          <Adding
            word="contact.hours_add"
            onAdd={() => onChange({ ...rules, hours: [...hours, newHours(rules)] })}
          />
        )
      }
    >
      <p className={styles.help}>{t('contact.hours_help')}</p>
      {hours.length === 0 && <p className={styles.help}>{t('contact.hours_none')}</p>}
      {hours.map((one, place) => (
        <HoursFields
          key={place}
          hours={one}
          free={freeChannels(rules, place)}
          onChange={(next) => onChange({ ...rules, hours: hours.with(place, next) })}
          onRemove={() => onChange({ ...rules, hours: hours.toSpliced(place, 1) })}
        />
      ))}
      {hours.length > 0 && open.length > 0 && (
        <p className={styles.help}>
          {t('contact.open_always', {
            channels: figures.list(open.map((channel) => t(`consent.channel.${channel}`))),
          })}
        </p>
      )}
    </Panel>
  );
}

function CapsPart({ rules, may, onChange }: PartProps) {
  const { t } = useWords();
  const { caps } = rules;
  return (
    <Panel
      title={t('contact.caps')}
      aside={
        may &&
        caps.length < 20 && (
          <Adding word="contact.cap_add" onAdd={() => onChange({ ...rules, caps: [...caps, newCap] })} />
        )
      }
    >
      <p className={styles.help}>{t(caps.length === 0 ? 'contact.caps_none' : 'contact.caps_help')}</p>
      {caps.map((cap, at) => (
        <CapFields
          key={at}
          place={at + 1}
          cap={cap}
          onChange={(next) => onChange({ ...rules, caps: caps.with(at, next) })}
          onRemove={() => onChange({ ...rules, caps: caps.toSpliced(at, 1) })}
        />
      ))}
    </Panel>
  );
}

function Adding({ word, onAdd }: { word: 'contact.hours_add' | 'contact.cap_add'; onAdd: () => void }) {
  const { t } = useWords();
  return (
    <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={onAdd}>
      {t(word)}
    </Button>
  );
}

function HeldPart({ rules, may, onChange }: PartProps) {
  const { t } = useWords();
  return (
    <Panel title={t('contact.held')}>
      <div className={styles.held}>
        {(['closed', 'capped'] as const).map((kind) => {
          const policy = kind === 'closed' ? 'whenClosed' : 'whenCapped';
          return (
            <div key={kind} className={styles.one}>
              <span id={`held-${kind}`}>{t(`contact.when_${kind}`)}</span>
              <SegmentedControl
                aria-labelledby={`held-${kind}`}
                disabled={!may}
                value={rules[policy]}
                data={[
                  { value: 'defer', label: t(`contact.defer_${kind}`) },
                  { value: 'drop', label: t('contact.drop') },
                ]}
                onChange={(next) => onChange({ ...rules, [policy]: next === 'drop' ? 'drop' : 'defer' })}
              />
            </div>
          );
        })}
      </div>
    </Panel>
  );
}

interface MeanwhileProps {
  readonly draft: Draft;
  readonly current: Shown['current'];
  readonly refused: Error | null;
  readonly onTheirs: () => void;
  readonly onMine: () => void;
}

/** Says that somebody else adopted rules while these were worked on: nobody's work is lost without being asked. */
function Meanwhile({ draft, current, refused, onTheirs, onMine }: MeanwhileProps) {
  const { t } = useWords();
  const nameOf = useActorNames();
  const { version, createdBy } = current;
  if (draft.basedOn === version) return refused && <Refused error={refused} />;
  return (
    <Alert color="yellow" variant="light" role="alert">
      <p className={styles.standing}>{t('contact.meanwhile', { who: nameOf(createdBy ?? ''), version })}</p>
      <Group gap="sm" mt="sm">
        <Button size="xs" variant="default" onClick={onTheirs}>
          {t('contact.take_theirs', { version })}
        </Button>
        <Button size="xs" variant="default" onClick={onMine}>
          {t('contact.keep_mine')}
        </Button>
      </Group>
    </Alert>
  );
}

interface SaveBarProps {
  readonly rules: Rules;
  readonly changed: boolean;
  /** Somebody adopted others meanwhile, and it is not said yet which hold. */
  readonly behind: boolean;
  readonly busy: boolean;
  readonly onSave: () => void;
  readonly onReset: () => void;
}

function SaveBar({ rules, changed, behind, busy, onSave, onReset }: SaveBarProps) {
  const { t } = useWords();
  const lacking = isLacking(rules);
  if (!changed) return <p className={styles.help}>{t('contact.same')}</p>;
  return (
    <div className={styles.bar}>
      <Button loading={busy} disabled={lacking || behind} onClick={onSave}>
        {t('contact.adopt')}
      </Button>
      <Button variant="default" onClick={onReset}>
        {t('contact.reset')}
      </Button>
      <span role="status">{t(lacking ? 'contact.lacking' : 'contact.unsaved')}</span>
    </div>
  );
}
