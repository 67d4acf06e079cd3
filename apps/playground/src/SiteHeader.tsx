import { Link, useRoute } from 'wouter';
import type { ThemeSwitch } from './use-theme.ts';

function Place({ href, pattern, children }: { href: string; pattern: string; children: string }) {
  const [here] = useRoute(pattern);
  return (
    <Link href={href} aria-current={here ? 'page' : undefined}>
      {children}
    </Link>
  );
}

export function SiteHeader({ theme }: { theme: ThemeSwitch }) {
  return (
    <header className="site-header">
      <Link href="/" className="site-brand">
        Northfield Review
      </Link>
      <nav aria-label="Main">
        <Place href="/" pattern="/">
          Pages
        </Place>
        <Place href="/media" pattern="/media">
          Media
        </Place>
        <Place href="/kit" pattern="/kit/*?">
          Kit
        </Place>
      </nav>
      <button
        type="button"
        className="site-button"
        onClick={theme.toggle}
        aria-pressed={theme.theme === 'dark'}
      >
        Dark
      </button>
    </header>
  );
}
