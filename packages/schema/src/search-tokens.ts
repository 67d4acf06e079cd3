/** A piece of a search as it is written, and where: characters from its beginning. */
export type SearchToken = { from: number; to: number } & (
  | { type: 'open' | 'close' | 'minus' | 'and' | 'or' | 'not' }
  | { type: 'word'; text: string }
  | { type: 'phrase'; text: string; isClosed: boolean }
  /** `key:value,"another value"`; no values where nothing follows the colon. */
  | { type: 'field'; key: string; values: string[]; isClosed: boolean }
);

const operators: Readonly<Record<string, 'and' | 'or' | 'not'>> = { AND: 'and', OR: 'or', NOT: 'not' };

const isSpace = (character: string | undefined) => character !== undefined && /\s/.test(character);
/** What ends a word. */
const isBreak = (character: string | undefined) =>
  character === undefined || isSpace(character) || '()"“”'.includes(character);
const isQuote = (character: string | undefined) => character !== undefined && '"“”'.includes(character);

/** Cuts a search into its pieces. Every text can be cut: what is no operator is a word. */
export function cutSearch(text: string): SearchToken[] {
  const tokens: SearchToken[] = [];
  let at = 0;

  const readQuoted = (): { text: string; isClosed: boolean } => {
    let quoted = '';
    for (at += 1; at < text.length && !isQuote(text[at]); at += 1) {
      if (text[at] === '\\' && (isQuote(text[at + 1]) || text[at + 1] === '\\')) at += 1;
      quoted += text[at];
    }
    const isClosed = at < text.length;
    if (isClosed) at += 1;
    return { text: quoted, isClosed };
  };
  const readBare = (ends: string): string => {
    const from = at;
    while (!isBreak(text[at]) && !ends.includes(text.charAt(at))) at += 1;
    return text.slice(from, at);
  };
  const readValues = (): { values: string[]; isClosed: boolean } => {
    const values: string[] = [];
    let isClosed = true;
    for (;;) {
      if (isQuote(text[at])) {
        const quoted = readQuoted();
        isClosed &&= quoted.isClosed;
        values.push(quoted.text);
      } else {
        values.push(readBare(','));
      }
      if (text[at] !== ',') return { values: values.filter((value) => value.trim() !== ''), isClosed };
      at += 1;
    }
  };

  while (at < text.length) {
    const from = at;
    const character = text.charAt(at);
    if (isSpace(character)) {
      at += 1;
    } else if (character === '(' || character === ')') {
      at += 1;
      tokens.push({ type: character === '(' ? 'open' : 'close', from, to: at });
    } else if (character === '-' && !isSpace(text[at + 1]) && text[at + 1] !== undefined) {
      at += 1;
      tokens.push({ type: 'minus', from, to: at });
    } else if (isQuote(character)) {
      tokens.push({ type: 'phrase', ...readQuoted(), from, to: at });
    } else {
      const key = /^[A-Za-z]{1,20}(?=:)/.exec(text.slice(at, at + 21))?.[0];
      if (key !== undefined) {
        at += key.length + 1;
        tokens.push({ type: 'field', key: key.toLowerCase(), ...readValues(), from, to: at });
        continue;
      }
      const word = readBare('');
      const operator = operators[word];
      tokens.push(operator ? { type: operator, from, to: at } : { type: 'word', text: word, from, to: at });
    }
  }
  return tokens;
}
