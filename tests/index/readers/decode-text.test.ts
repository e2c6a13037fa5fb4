import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { decodeText, looksLikeText } from "../../../src/index/readers/decode-text.js";
import { fixture } from "../../helpers/fixtures.js";

const CZECH =
  "Všichni lidé rodí se svobodní a sobě rovní co do důstojnosti a práv. Jsou nadáni rozumem a svědomím a mají spolu jednat v duchu bratrství.\n";
const RUSSIAN =
  "Все люди рождаются свободными и равными в своём достоинстве и правах. Они наделены разумом и совестью.\n";
const GREEK = "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα.\n";
const TURKISH = "Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar. Akıl ve vicdana sahiptirler.\n";
const HEBREW = "כל בני אדם נולדו בני חורין ושווים בערכם ובזכויותיהם. כולם חוננו בתבונה ובמצפון.\n";
const JAPANESE = "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。\n";
const CHINESE = "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。\n";
const TAIWANESE = "人人生而自由，在尊嚴和權利上一律平等。他們賦有理性和良心，並應以兄弟關係的精神相對待。\n";
const KOREAN = "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.\n";
const FRENCH =
  "Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont doués de raison et de conscience et doivent agir les uns envers les autres dans un esprit de fraternité. Chacun peut se prévaloir de tous les droits et de toutes les libertés proclamés dans la présente Déclaration, sans distinction aucune.\n";
const ENGLISH = "All human beings are born free and equal in dignity and rights.\n";

const LETTER = new TextDecoder().decode(fixture("source/letter.txt"));

describe("decoding", () => {
  it.each(["utf16-bom.txt", "utf16le.txt", "utf16be.txt", "windows-1252.txt"])(
    "reads %s as iconv wrote it",
    async (name) => {
      expect(await decodeText(fixture(name))).toEqual({ status: "decoded", text: LETTER });
    },
  );

  it("knows every character of Windows-1252", async () => {
    const western = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";
    const codes = [...Array(32).keys()]
      .filter((code) => ![1, 13, 15, 16, 29].includes(code))
      .map((code) => code + 0x80);
    const words = new TextEncoder().encode("some words that are plain ".repeat(5));
    expect(await decodeText(Uint8Array.from([...words, ...codes]))).toEqual({
      status: "decoded",
      text: new TextDecoder().decode(words) + western,
    });
  });

  it.each([
    ["iso-8859-2", CZECH],
    ["windows-1250", CZECH],
    ["koi8-r", RUSSIAN],
    ["windows-1251", RUSSIAN],
    ["cp866", RUSSIAN],
    ["windows-1253", GREEK],
    ["windows-1254", TURKISH],
    ["windows-1255", HEBREW],
    ["shift_jis", JAPANESE],
    ["euc-jp", JAPANESE],
    ["gb18030", CHINESE],
    ["big5", TAIWANESE],
    ["euc-kr", KOREAN],
    ["windows-1252", FRENCH],
    ["macintosh", FRENCH.repeat(3)],
    ["utf-16le", RUSSIAN],
    ["utf-16be", RUSSIAN],
  ])("tells %s by the bytes alone, line ends kept, alone and between lines of English", async (encoding, text) => {
    const mixed = (ENGLISH + text).replaceAll("\n", "\r\n").repeat(3);
    for (const written of [text, mixed]) {
      expect(await decodeText(iconv.encode(written, encoding))).toEqual({ status: "decoded", text: written });
    }
  });

  it.each([
    ["a word", "A café.\n"],
    ["a sign", `${ENGLISH}It costs £5.\n`],
    ["names", "Zoë Müller, Åse Nuñez, José Brontë, François Lévy, Søren Ångström\n".repeat(20)],
    ["typographic marks", "“It’s here – at last…” • 20 °C © ½\n".repeat(20)],
  ])("takes %s for Windows-1252", async (_, text) => {
    expect(await decodeText(iconv.encode(text, "windows-1252"))).toEqual({ status: "decoded", text });
  });

  it("finds what tells the encoding wherever it stands, and the same on a single line", async () => {
    for (const text of [ENGLISH.repeat(50_000) + CZECH, `${ENGLISH.trim()} `.repeat(50_000) + CZECH]) {
      const decoded = await decodeText(iconv.encode(text, "iso-8859-2"));
      if (decoded.status !== "decoded") throw new Error(decoded.reason);
      expect(decoded.text.slice(-CZECH.length)).toBe(CZECH);
      expect(decoded.text.length).toBe(text.length);
    }
  });

  it("believes what a file names over what its bytes look like, if they bear it out", async () => {
    const bytes = iconv.encode(RUSSIAN, "koi8-r");
    const named = async (name: string) => decodeText(bytes, name);
    expect(await named("mac-cyrillic")).toEqual({ status: "decoded", text: iconv.decode(bytes, "mac-cyrillic") });
    expect(await named("ISO-8859-1")).toEqual({ status: "decoded", text: iconv.decode(bytes, "windows-1252") });
    for (const name of ["shift_jis", "utf-8", "x-nobody"]) {
      expect(await named(name)).toEqual({ status: "decoded", text: RUSSIAN });
    }
    const mac = iconv.encode(FRENCH, "macintosh");
    expect(await decodeText(mac, "x-mac-roman")).toEqual({ status: "decoded", text: FRENCH });
  });

  it("sees that the start of a text in another encoding is text, wherever it is cut", async () => {
    const bytes = iconv.encode(JAPANESE.repeat(200), "shift_jis");
    for (const end of [8192, 8193, 8194]) expect(await looksLikeText(bytes.subarray(0, end))).toBe(true);
  });

  it("keeps UTF-8 with a few broken bytes", async () => {
    const bytes = Uint8Array.from([...new TextEncoder().encode("Søren, Zoë, Åse "), 0xc3]);
    expect(await decodeText(bytes)).toEqual({ status: "decoded", text: "Søren, Zoë, Åse \ufffd" });
  });

  it.each([
    ["a picture", Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13])],
    ["numbers", new Uint8Array(Float64Array.from([1.5, 2.25, Math.PI]).buffer)],
    ["UTF-32", Uint8Array.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0])],
    ["bytes without order", Uint8Array.from({ length: 4000 }, (_, i) => 0x80 + ((i * i * 31 + i * 7) % 127))],
    ["control characters", Uint8Array.from([1, 2, 3, 4, 0x41, 0x42])],
  ])("refuses %s as binary", async (_, bytes) => {
    expect(await decodeText(bytes)).toMatchObject({
      status: "unreadable",
      reason: expect.stringMatching(/^is (?:binary|a picture, not text)/),
    });
    expect(await looksLikeText(bytes)).toBe(false);
  });

  it("gives back any text that was written as UTF-8 or as UTF-16 with a mark", async () => {
    const text = fc
      .string({ unit: "grapheme" })
      .filter((value) => value.trim() !== "" && !/[\p{Cc}\ufeff]/u.test(value));
    await fc.assert(
      fc.asyncProperty(text, async (value) => {
        const decoded = { status: "decoded", text: value };
        expect(await decodeText(new TextEncoder().encode(value))).toEqual(decoded);
        expect(await decodeText(new Uint8Array(Buffer.from(`\ufeff${value}`, "utf16le")))).toEqual(decoded);
      }),
    );
  });
});
