// The types of the reference data that the package is generated from (pkg/generated/reference.js, the alias `#reference`).

export interface Field {
  readonly name: string;
  readonly label: string;
  readonly kind: string;
  readonly of?: string;
  readonly presence: "required" | "expected" | "optional";
  readonly doc: string;
}

export const records: readonly { readonly name: string; readonly doc: string; readonly fields: readonly Field[] }[];
export const choices: readonly {
  readonly name: string;
  readonly doc: string;
  readonly values: readonly { readonly name: string; readonly aliases: readonly string[]; readonly doc: string }[];
}[];
export const kinds: readonly {
  readonly name: string;
  readonly noun: string;
  readonly form: string;
  readonly example: string;
  readonly sensitive: boolean;
}[];
export const events: readonly { readonly kind: string; readonly label: string; readonly record: string }[];
