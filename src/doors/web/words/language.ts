import { createContext, useContext } from 'react';
import type { Language } from './index.ts';

/** How the reader changes language; kept in this browser, where it goes before the account's. */
export const LanguageContext = createContext<(language: Language) => void>(() => {
  throw new Error('no language chooser above');
});

export const useChooseLanguage = (): ((language: Language) => void) => useContext(LanguageContext);
