export interface ErrorTemplate {
  readonly status: number;
  readonly exit: 2 | 4 | 130;
  readonly message: string;
  readonly hint: string;
}
