// Packages that come without types: what we call of them.

declare module 'heic-decode' {
  const decode: (input: {
    buffer: Uint8Array;
  }) => Promise<{ width: number; height: number; data: Uint8ClampedArray<ArrayBuffer> }>;

  export = decode;
}

declare module 'word-extractor' {
  class WordExtractor {
    extract(source: Buffer): Promise<{ getBody(): string; getFootnotes(): string }>;
  }

  export = WordExtractor;
}
