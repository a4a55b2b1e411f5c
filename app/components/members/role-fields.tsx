import { ChoiceList, Select } from "@shopify/polaris";
import type { StaffRole } from "#app/domain/context.ts";
import { isBoundToStore, STAFF_ROLES } from "#app/domain/organizations/members/staff-roles.ts";
import { useTexts } from "../texts/use-texts.tsx";
import { roleWords } from "./role-words.ts";

export interface ChosenRole {
  role: StaffRole;
  /** Empty while none is chosen. */
  storeId: string;
}

interface RoleFieldsProps {
  chosen: ChosenRole;
  stores: readonly { id: string; name: string }[];
  storeError: string | false;
  onChange: (chosen: ChosenRole) => void;
}

/** A role and, for those that see one store, which. */
export function RoleFields({ chosen, stores, storeError, onChange }: RoleFieldsProps) {
  const t = useTexts();
  return (
    <>
      <ChoiceList
        title={t("Role")}
        choices={STAFF_ROLES.map((value) => ({
          value,
          label: t(roleWords[value].label),
          helpText: t(roleWords[value].helpText),
        }))}
        selected={[chosen.role]}
        onChange={([role]) => {
          const found = STAFF_ROLES.find((one) => one === role);
          if (found) onChange({ ...chosen, role: found });
        }}
      />
      {isBoundToStore(chosen.role) && (
        <Select
          label={t("Store")}
          placeholder={t("Choose a store")}
          options={stores.map(({ id, name }) => ({ value: id, label: name }))}
          value={chosen.storeId}
          onChange={(storeId) => onChange({ ...chosen, storeId })}
          error={storeError}
        />
      )}
    </>
  );
}
