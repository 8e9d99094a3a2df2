import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import {
  IconCheck,
  IconDeviceDesktop,
  IconLanguage,
  IconLock,
  IconLogout,
  IconMoon,
  IconSun,
} from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { call } from '../problem.ts';
import { useSeat } from '../seat.ts';
import { useSession } from '../session.ts';
import { type Language, useWords } from '../words/index.ts';
import { useChooseLanguage } from '../words/language.ts';
import styles from './UserMenu.module.css';

const schemes = [
  { value: 'light', word: 'shell.theme_light', Icon: IconSun },
  { value: 'dark', word: 'shell.theme_dark', Icon: IconMoon },
  { value: 'auto', word: 'shell.theme_auto', Icon: IconDeviceDesktop },
] as const;
const languages: readonly { value: Language; name: string }[] = [
  { value: 'fr', name: 'Français' },
  { value: 'en', name: 'English' },
];

/** Who reads: language, appearance, account, sign out. */
export function UserMenu() {
  const { t, language } = useWords();
  const user = useSession()?.user;
  const seat = useSeat();
  const choose = useChooseLanguage();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  if (!user) return null;
  const mark = <IconCheck size={14} aria-hidden />;
  const pick = (next: Language) => {
    choose(next);
    void call('/api/session', { method: 'PATCH', body: { language: next } });
  };
  return (
    <Menu width={240} position="top-start">
      <Menu.Target>
        <UnstyledButton className={styles.user} aria-label={t('shell.user_menu', { name: user.name })}>
          <span className={styles.face} aria-hidden>
            {user.name.slice(0, 1).toUpperCase()}
          </span>
          <span className={styles.name}>{user.name}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('shell.language')}</Menu.Label>
        {languages.map(({ value, name }) => (
          <Menu.Item
            key={value}
            leftSection={<IconLanguage size={16} aria-hidden />}
            rightSection={language === value ? mark : undefined}
            onClick={() => pick(value)}
          >
            <span lang={value}>{name}</span>
          </Menu.Item>
        ))}
        <Menu.Label>{t('shell.theme')}</Menu.Label>
        {schemes.map(({ value, word, Icon }) => (
          <Menu.Item
            key={value}
            leftSection={<Icon size={16} aria-hidden />}
            rightSection={colorScheme === value ? mark : undefined}
            onClick={() => setColorScheme(value)}
          >
            {t(word)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLock size={16} aria-hidden />}
          onClick={() => navigate({ to: '/w/$slug/settings/security', params: { slug: seat.slug } })}
        >
          {t('shell.my_security')}
        </Menu.Item>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={signOut}>
          {t('shell.sign_out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Ends the session and forgets everything asked in it. */
export function useSignOut(): () => Promise<void> {
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    await call('/api/session/sign-out', { method: 'POST', body: {} });
    queries.clear();
    await navigate({ to: '/sign-in', search: {} });
  };
}
