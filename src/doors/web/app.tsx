import { MantineProvider } from '@mantine/core';
import { notifyManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { styleNonce } from './nonce.ts';
import { Problem } from './problem.ts';
import { makeRouter } from './routes.ts';
import { sessionQuery } from './session.ts';
import { theme, tokensIntoMantine } from './ui/theme.ts';
import { browserLanguage, chosenLanguage, type Language, WordsContext, wordsOf } from './words/index.ts';
import { LanguageContext } from './words/language.ts';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      refetchOnWindowFocus: false,
      // A refusal stays a refusal; only a server that did not answer is asked again.
      retry: (tries, error) => tries < 2 && error instanceof Problem && error.body.status === 0,
    },
  },
});
const router = makeRouter(queries);

/** Heard, not asked for: a page that needs to know who reads asks for it, and a shared page does not. */
const accountLanguage = (): Language | undefined =>
  queries.getQueryData(sessionQuery.queryKey)?.user?.language;
const hearQueries = (heard: () => void) => queries.getQueryCache().subscribe(notifyManager.batchCalls(heard));

/** The whole of the web pages: theme, words, questions and addresses. */
export function App() {
  const [chosen, choose] = useState(chosenLanguage);
  const account = useSyncExternalStore(hearQueries, accountLanguage);
  const language = chosen ?? account ?? browserLanguage();
  const words = useMemo(() => wordsOf(language), [language]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const chooseLanguage = (next: Language) => {
    localStorage.setItem('perdure-language', next);
    choose(next);
  };
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={tokensIntoMantine}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <QueryClientProvider client={queries}>
        <LanguageContext value={chooseLanguage}>
          <WordsContext value={words}>
            <RouterProvider router={router} />
          </WordsContext>
        </LanguageContext>
      </QueryClientProvider>
    </MantineProvider>
  );
}
