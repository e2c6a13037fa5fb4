import type { Span } from "./spans.js";

/** Where the words of a document stand on its pages, as its reader found them: what a quote is marked by. */
export interface PageLayout {
  /** Page `n` is `pages[n - 1]`. */
  readonly pages: readonly PageSize[];
  /** In the order of the text, without overlap. A word that is parted between lines is two. */
  readonly words: readonly WordBox[];
}

/** How large a page is, and in what unit its boxes are. */
export interface PageSize {
  /** `points` of 1/72 inch from the top left as the page is shown, `pixels` of a picture, `cells` of a sheet. */
  readonly unit: "points" | "pixels" | "cells";
  readonly width: number;
  readonly height: number;
}

/** A word (a cell of a sheet, a paragraph of a slide) in the document's text and on its page. */
export interface WordBox extends Span {
  /** 1-based. */
  readonly page: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
