// Before the first paint: the theme and the language chosen last time, so that nothing flashes.
(() => {
  const chosen = localStorage.getItem('mantine-color-scheme-value');
  const dark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.mantineColorScheme = dark ? 'dark' : 'light';
  const language = localStorage.getItem('perdure-language');
  if (language) document.documentElement.lang = language;
})();
