import type { Element } from "domhandler";
import { PAGE_NUMBER } from "../flow.js";
import { childAt, childElements } from "../xml.js";
import { isOn } from "./styles.js";

interface Field {
  instruction: string;
  isResult: boolean;
  /** What is chosen in a box of a form, which has no result. */
  readonly value: string;
}

/** Follows the fields of a Word document, which stand in each other and may go over paragraphs. */
export class Fields {
  readonly #open: Field[] = [];

  /** Whether what comes next is no text: an instruction, a number of a page, a line of a table of contents. */
  get isSilent(): boolean {
    return this.#open.some(
      ({ instruction, isResult }) => !isResult || isPageNumber(instruction) || isContents(instruction),
    );
  }

  /** @param element whose data says what is chosen in a form */
  begin(element: Element): void {
    this.#open.push({ instruction: "", isResult: false, value: chosen(childAt(element, "w:ffdata")) });
  }

  instruct(text: string): void {
    const field = this.#open.at(-1);
    if (field && !field.isResult) field.instruction += text;
  }

  separate(): void {
    const field = this.#open.at(-1);
    if (field) field.isResult = true;
  }

  /** @returns what stands for a field whose result is not in the text */
  end(): string {
    const field = this.#open.pop();
    if (field === undefined || this.isSilent) return "";
    return isPageNumber(field.instruction) ? PAGE_NUMBER : field.value;
  }
}

function isPageNumber(instruction: string): boolean {
  return /^\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b/i.test(instruction);
}

function isContents(instruction: string): boolean {
  return /^\s*(?:TOC|INDEX)\b/i.test(instruction);
}

function chosen(data: Element | undefined): string {
  const box = childAt(data, "w:checkbox");
  if (box !== undefined) {
    const state = childAt(box, "w:checked") ?? childAt(box, "w:default");
    return state !== undefined && isOn(state.attribs["w:val"]) ? "☒" : "☐";
  }
  const list = childAt(data, "w:ddlist");
  const index = Number(
    childAt(list, "w:result")?.attribs["w:val"] ?? childAt(list, "w:default")?.attribs["w:val"] ?? 0,
  );
  return childElements(list, "w:listentry")[index]?.attribs["w:val"] ?? "";
}
