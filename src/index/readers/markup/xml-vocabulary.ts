/**
 * What the elements of documentation in XML are in HTML: DocBook, DITA, TEI, JATS, and what uses their names. Their
 * names don't clash, but for those that `document-tree.ts` tells by where they stand.
 */
const NAMES: Readonly<Record<string, string>> = {
  // Paragraphs.
  ...all(
    "p",
    "para simpara formalpara p ab shortdesc cmd info stepresult stepxmp choption bridgehead lg blockquote quote-block",
  ),
  ...all("pre", "programlisting screen literallayout synopsis codeblock pre eg code-block preformat"),
  // Lists.
  ...all("ul", "itemizedlist simplelist ul sl choices steps-unordered substeps-unordered"),
  ...all("ol", "orderedlist procedure ol steps substeps"),
  ...all("li", "listitem member step substep li sli choice item list-item biblioentry bibliomixed ref bibl"),
  ...all("dt", "term glossterm dt"),
  ...all("dd", "dd def glossdef"),
  // Tables.
  ...all("table", "table informaltable simpletable properties choicetable"),
  ...all("thead", "thead sthead prophead chhead"),
  ...all("tr", "row strow tr property chrow"),
  ...all("td", "entry stentry td th cell proptype propvalue propdesc choptionhd chdeschd"),
  ...all("br", "lb br break"),
};

/** The names of a section's title. */
export const TITLES: ReadonlySet<string> = new Set(["title", "head", "article-title"]);

/** What has a title and is no section. */
export const UNITS: ReadonlySet<string> = new Set(
  "table informaltable table-wrap figure fig example formalpara note warning caution tip important sidebar admonition list itemizedlist orderedlist variablelist procedure glosslist equation boxed-text disp-quote".split(
    " ",
  ),
);

/** What says things about the document, and is no part of its text. */
export const ABOUT: ReadonlySet<string> = new Set(
  "info bookinfo articleinfo chapterinfo sectioninfo teiheader prolog front journal-meta article-meta topicmeta bookmeta toc index indexterm processing-meta permissions".split(
    " ",
  ),
);

/** Within these, titles and summaries are text all the same. */
export const KEPT_OF_ABOUT: ReadonlySet<string> = new Set(["abstract"]);

/** What a person wrote in sentences stands in these. */
export const PROSE: ReadonlySet<string> = new Set(
  "para simpara p ab shortdesc cmd l title head item listitem li entry cell td term dd".split(" "),
);

/** Roots that tell by themselves that a file is documentation. */
export const ROOTS: ReadonlySet<string> = new Set("tei tei.2 teicorpus dita concept refentry bookmap".split(" "));

/** What an element is in HTML; `undefined` for one that only says what its words are. */
export function htmlName(name: string): string | undefined {
  return NAMES[name];
}

function all(html: string, names: string): Record<string, string> {
  return Object.fromEntries(names.split(" ").map((name) => [name, html]));
}
