import { i18n } from "@lingui/core";
import { usePlace } from "../shell/place";
import { CustomerCard } from "./CustomerCard";
import { CustomerList } from "./CustomerList";
import "./customers.css";

/** All customers, or one of them: the list stays where it was while a card lies above it. */
export function CustomersPage() {
  const { rest } = usePlace();
  const open = /^[1-9]\d{0,15}$/.test(rest) ? Number(rest) : null;
  return (
    <main className="people" aria-label={i18n.t("Customers")}>
      <CustomerList open={open} />
      {open !== null && <CustomerCard key={open} id={open} />}
    </main>
  );
}
