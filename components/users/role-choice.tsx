import { useTranslations } from "next-intl";
import { ROLE_KEY } from "@/components/users/types";
import { ROLES, type Role } from "@/lib/auth/roles";

/** The roles as radio buttons, each with what it may do. */
export function RoleChoice({ chosen }: { chosen: Role }) {
  const t = useTranslations("users");
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1 font-medium">{t("role")}</legend>
      {ROLES.map((role) => (
        <label
          key={role}
          className="flex cursor-pointer items-start gap-3 rounded-md border border-line px-3 py-2 has-checked:border-accent has-checked:bg-accent-soft"
        >
          <input
            type="radio"
            name="role"
            value={role}
            defaultChecked={role === chosen}
            className="mt-1 size-4 accent-accent"
          />
          <span>
            <span className="block font-medium">{t(ROLE_KEY[role])}</span>
            <span className="block text-soft text-xs leading-4">{t(`${ROLE_KEY[role]}Hint`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
