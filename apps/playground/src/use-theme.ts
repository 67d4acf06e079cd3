import { useCallback, useEffect, useState } from 'react';

export type Theme = 'light' | 'dark';

export interface ThemeSwitch {
  theme: Theme;
  toggle(): void;
}

const KEY = 'northfield-theme';

function firstTheme(): Theme {
  const kept = localStorage.getItem(KEY);
  if (kept === 'light' || kept === 'dark') return kept;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** The theme of the site: what the reader chose, else what the system says. */
export function useTheme(): ThemeSwitch {
  const [theme, setTheme] = useState(firstTheme);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
    localStorage.setItem(KEY, theme);
  }, [theme]);
  const toggle = useCallback(() => setTheme((now) => (now === 'dark' ? 'light' : 'dark')), []);
  return { theme, toggle };
}
