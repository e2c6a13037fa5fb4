interface Unread {
  readonly extensions: readonly string[];
  readonly reason: string;
  /** Whether its bytes are looked at all the same, as the ending may be that of another document [false]. */
  readonly isLookedAt?: true;
}

/** What files of no reader are, and what to do about them. The rest is looked at: it may be text. */
const UNREAD: readonly Unread[] = [
  {
    extensions: endings(".wps .pages"),
    reason: "is a document of a word processor that is not read; save it as DOCX or PDF",
    isLookedAt: true,
  },
  {
    extensions: endings(".ppt .pps .pot .key"),
    reason: "is a presentation of a kind that is not read; save it as PPTX or PDF",
    isLookedAt: true,
  },
  { extensions: endings(".numbers"), reason: "is a spreadsheet that is not read; save it as XLSX" },
  {
    extensions: endings(".mobi .azw .azw3 .djvu"),
    reason: "is a book of a kind that is not read; convert it to EPUB or PDF",
  },
  {
    extensions: endings(".heic .heif .ico .svg .psd"),
    reason: "is a picture of a kind that is not read; save it as PNG or JPEG",
  },
  { extensions: endings(".ps .eps"), reason: "is a program for printers, which is not read; save it as PDF" },
  {
    extensions: endings(".mp3 .wav .ogg .flac .m4a .mp4 .mkv .mov .avi .webm .opus"),
    reason: "is a recording, which is not read; a transcript as text would be",
  },
  {
    extensions: endings(".bz2 .xz .7z .rar .zst .jar .iso .dmg"),
    reason: "is an archive, which is not read; unpack it here",
  },
  {
    extensions: endings(
      ".exe .dll .so .dylib .o .a .class .pyc .wasm .bin .dat .db .sqlite .onnx .pt .safetensors .parquet .ttf .otf .woff .woff2 " +
        ".afm .lock .map",
    ),
    reason: "holds data for programs, not text",
  },
];

const UNREAD_BY_EXTENSION = new Map(
  UNREAD.flatMap((unread) => unread.extensions.map((ending) => [ending, unread] as const)),
);

/** Why files of this ending are set aside, unless their bytes are those of a format that is read. */
export function reasonUnread(extension: string): string | undefined {
  const unread = UNREAD_BY_EXTENSION.get(extension);
  return unread && `${unread.reason} (${extension})`;
}

/** The same for files that are set aside without a look at them. */
export function reasonUnseen(extension: string): string | undefined {
  return UNREAD_BY_EXTENSION.get(extension)?.isLookedAt ? undefined : reasonUnread(extension);
}

function endings(list: string): string[] {
  return list.split(" ");
}
