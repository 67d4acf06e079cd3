/** How long a text stays for screen readers that are slow to notice, in ms. */
const KEEP_MS = 7000;

/** A polite live region of its own at the end of the body. It stays readable while a dialog hides the rest of the
 *  page: React Aria passes over elements with this attribute. */
export function createAnnouncer(): { announce(text: string): void; remove(): void } {
  let region: HTMLElement | null = null;
  const open = () => {
    const element = document.createElement('div');
    element.className = 'vt vt-sr';
    element.setAttribute('role', 'status');
    element.setAttribute('aria-live', 'polite');
    element.setAttribute('data-live-announcer', 'true');
    document.body.append(element);
    return element;
  };
  return {
    announce(text) {
      region ??= open();
      const line = document.createElement('div');
      line.textContent = text;
      region.append(line);
      setTimeout(() => line.remove(), KEEP_MS);
    },
    remove() {
      region?.remove();
      region = null;
    },
  };
}
