declare module "word-extractor" {
  interface Options {
    /** Whether quotes and the like become ASCII [true]. */
    readonly filterUnicode?: boolean;
    readonly includeFooters?: boolean;
    readonly includeBody?: boolean;
    readonly includeHeadersAndFooters?: boolean;
  }

  interface Extracted {
    getBody(options?: Options): string;
    getFootnotes(options?: Options): string;
    getEndnotes(options?: Options): string;
    getHeaders(options?: Options): string;
    getFooters(options?: Options): string;
    getAnnotations(options?: Options): string;
    getTextboxes(options?: Options): string;
  }

  export default class WordExtractor {
    extract(source: string | Buffer): Promise<Extracted>;
  }
}
