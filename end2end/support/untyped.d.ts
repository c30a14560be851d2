// Packages that bring no types.

declare module 'vnu-jar' {
  /** Where the checker is. */
  const jar: { toString(): string };
  export default jar;
}

declare module '@marbec/web-auto-extractor' {
  export default class WebAutoExtractor {
    constructor(options: object);
    parse(html: string): unknown;
  }
}
