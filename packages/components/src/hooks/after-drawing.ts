/** Two frames on: a dialog gives the focus back within them, and what is gone has left the page. */
export function afterDrawing(then: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(then));
}

/** Whether nothing has the focus: what had it has left the page. */
export function isFocusLost(): boolean {
  const { activeElement, body } = document;
  return activeElement === null || activeElement === body;
}
