import type { Catalog } from "./catalog.ts";
import type { MetafieldDefinitionRecord } from "./records.ts";
import { definitionKey } from "./unique-values.ts";

/** The metafield definitions of one shop. */
export class Definitions {
  #catalog: Catalog;
  #definitions = new Map<string, MetafieldDefinitionRecord>();

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  find(ownerType: string, namespace: string, key: string): MetafieldDefinitionRecord | null {
    return this.#definitions.get(definitionKey(ownerType, namespace, key)) ?? null;
  }

  withId(id: number | null): MetafieldDefinitionRecord | null {
    for (const definition of this.#definitions.values()) if (definition.id === id) return definition;
    return null;
  }

  all(): MetafieldDefinitionRecord[] {
    return [...this.#definitions.values()];
  }

  /** Adds a definition; a unique one takes the values in that owners hold already. */
  add(definition: MetafieldDefinitionRecord): void {
    this.#definitions.set(definitionKey(definition.ownerType, definition.namespace, definition.key), definition);
    if (definition.isUnique) this.#catalog.uniqueValues.watch(definition, this.#existingValues(definition));
  }

  remove(definition: MetafieldDefinitionRecord): void {
    this.#definitions.delete(definitionKey(definition.ownerType, definition.namespace, definition.key));
    this.#catalog.uniqueValues.unwatch(definition);
  }

  *#existingValues(definition: MetafieldDefinitionRecord): Iterable<{ ownerId: number; value: string }> {
    const owners = definition.ownerType === "PRODUCT" ? this.#catalog.products() : this.#catalog.variants();
    for (const owner of owners) {
      for (const field of owner.metafields) {
        if (field.namespace === definition.namespace && field.key === definition.key) {
          yield { ownerId: owner.id, value: field.value };
        }
      }
    }
  }
}
