/** Keeps `4000 × 6000` in its order where the text around it runs from right to left; empty stays empty. */
export function isolate(text: string): string {
  return text && `\u2066${text}\u2069`;
}
