interface Named {
  readonly customerKey: string;
  readonly customerText: string | null;
}

/** The Customer ID as the file has it; a member without one goes by their phone. */
export function customerIdOf({ customerText, customerKey }: Named): string {
  return customerText ?? customerKey;
}
