'use client';

import { useKit } from '../provider/use-kit.ts';

/** What an overlay needs to look as if it stood inside the provider, although a portal puts it elsewhere. */
export function useOverlayRoot() {
  const { theme, density, direction, locale, portalContainer } = useKit();
  return {
    container: portalContainer,
    attributes: { 'data-theme': theme, 'data-density': density, dir: direction, lang: locale },
  };
}
