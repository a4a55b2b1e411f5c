import type { MetafieldDefinitionRecord, MetafieldRecord } from "./records.ts";

/** Which owner holds which value of each unique metafield definition. */
export class UniqueValues {
  #ownersOfDefinition = new Map<string, Map<string, number>>();

  /** Starts to watch a definition; `existing` are the values that owners hold already. */
  watch(definition: MetafieldDefinitionRecord, existing: Iterable<{ ownerId: number; value: string }>): void {
    const owners = new Map<string, number>();
    for (const { ownerId, value } of existing) owners.set(value, ownerId);
    this.#ownersOfDefinition.set(definitionKey(definition.ownerType, definition.namespace, definition.key), owners);
  }

  unwatch(definition: MetafieldDefinitionRecord): void {
    this.#ownersOfDefinition.delete(definitionKey(definition.ownerType, definition.namespace, definition.key));
  }

  ownerOf(ownerType: string, namespace: string, key: string, value: string): number | null {
    return this.#ownersOfDefinition.get(definitionKey(ownerType, namespace, key))?.get(value) ?? null;
  }

  claim(ownerType: string, ownerId: number, metafields: readonly MetafieldRecord[]): void {
    for (const field of metafields) {
      this.#ownersOfDefinition.get(definitionKey(ownerType, field.namespace, field.key))?.set(field.value, ownerId);
    }
  }

  release(ownerType: string, ownerId: number, metafields: readonly MetafieldRecord[]): void {
    for (const field of metafields) {
      const owners = this.#ownersOfDefinition.get(definitionKey(ownerType, field.namespace, field.key));
      if (owners?.get(field.value) === ownerId) owners.delete(field.value);
    }
  }
}

export function definitionKey(ownerType: string, namespace: string, key: string): string {
  return `${ownerType}/${namespace}/${key}`;
}
