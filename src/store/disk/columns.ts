/**
 * Typed arrays in one file: `FNC1`, the length of a JSON header (u32), the header padded to 8 bytes, then each column
 * padded to 8 bytes. Numbers are little-endian. Reading copies nothing: columns are views on the file's buffer.
 */
const TYPES = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const satisfies Record<keyof Views, unknown>;

type TypeName = keyof Views;
type ColumnOf<Name extends TypeName> = Views[Name];
interface Views {
  u8: Uint8Array;
  u16: Uint16Array;
  u32: Uint32Array;
  i32: Int32Array;
  f32: Float32Array;
  f64: Float64Array;
}
export type Column = ColumnOf<TypeName>;

interface ColumnHeader {
  readonly name: string;
  readonly type: TypeName;
  readonly length: number;
}

const MAGIC = "FNC1";
const ALIGNMENT_BYTES = 8;

/** The file's bytes in pieces; they share memory with the columns. */
export function encodeColumns(columns: Readonly<Record<string, Column>>): Uint8Array[] {
  const headers: ColumnHeader[] = Object.entries(columns).map(([name, column]) => ({
    name,
    type: (Object.keys(TYPES) as TypeName[]).find((type) => column.constructor === TYPES[type])!,
    length: column.length,
  }));
  const header = Buffer.from(JSON.stringify(headers));
  const start = Buffer.alloc(aligned(8 + header.length), " ");
  start.write(MAGIC, 0, "latin1");
  start.writeUInt32LE(header.length, 4);
  header.copy(start, 8);
  return [
    start,
    ...Object.values(columns).flatMap((column) => [
      new Uint8Array(column.buffer, column.byteOffset, column.byteLength),
      new Uint8Array(aligned(column.byteLength) - column.byteLength),
    ]),
  ];
}

export class ColumnFile {
  readonly #columns = new Map<string, Column>();

  /** @throws Error for bytes that are no column file */
  constructor(buffer: ArrayBuffer) {
    const bytes = Buffer.from(buffer);
    if (bytes.toString("latin1", 0, 4) !== MAGIC) throw new Error("it is no column file");
    const headerLength = bytes.readUInt32LE(4);
    const headers = JSON.parse(bytes.toString("utf8", 8, 8 + headerLength)) as ColumnHeader[];
    let offset = aligned(8 + headerLength);
    for (const { name, type, length } of headers) {
      this.#columns.set(name, new TYPES[type](buffer, offset, length));
      offset += aligned(length * TYPES[type].BYTES_PER_ELEMENT);
    }
  }

  /** @throws Error for a column that is missing, or of another type or length */
  column<Name extends TypeName>(name: string, type: Name, length?: number): ColumnOf<Name> {
    const column = this.#columns.get(name);
    if (!(column instanceof TYPES[type])) throw new Error(`it has no column '${name}' of type ${type}`);
    if (length !== undefined && column.length !== length) {
      throw new Error(`its column '${name}' has ${column.length} values, not ${length}`);
    }
    return column as Column as ColumnOf<Name>;
  }
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
}

type Cells = Uint8Array | Int8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

/** A typed array that grows as it is written. */
export class GrowingColumn<T extends Cells> {
  readonly #create: new (
    length: number,
  ) => T;
  #values: T;
  #length = 0;

  constructor(create: new (length: number) => T) {
    this.#create = create;
    this.#values = new create(1024);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    this.#reserve(1);
    this.#values[this.#length++] = value;
  }

  append(values: T): void {
    this.#reserve(values.length);
    this.#values.set(values, this.#length);
    this.#length += values.length;
  }

  /** The values so far; they share memory with the column. */
  values(): T {
    return this.#values.subarray(0, this.#length) as T;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#values.length) return;
    const grown = new this.#create(Math.max(this.#length + more, this.#values.length * 2));
    grown.set(this.#values.subarray(0, this.#length));
    this.#values = grown;
  }
}

/** The bytes of an array, without a copy. */
export function bytesOf(array: Float32Array | Int8Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
