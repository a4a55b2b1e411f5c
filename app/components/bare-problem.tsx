import { useTexts } from "./texts/use-texts.tsx";

interface BareProblemProps {
  title: string;
  message: string;
  requestId?: string | undefined;
  /** Offers to load the page again. */
  mayPass?: boolean;
}

/** A failure outside of the Shopify admin, where Polaris has no provider. */
export function BareProblem({ title, message, requestId, mayPass = false }: BareProblemProps) {
  const t = useTexts();
  return (
    <main style={{ maxWidth: "38rem", margin: "3rem auto", padding: "0 1rem", fontFamily: "system-ui, sans-serif" }}>
      <div style={CARD}>
        <h1 style={{ fontSize: "1.25rem", fontWeight: 600, lineHeight: 1.3, marginBottom: "0.5rem" }}>{title}</h1>
        <p>{message}</p>
        {mayPass && (
          <button type="button" style={BUTTON} onClick={() => location.reload()}>
            {t("Try again")}
          </button>
        )}
        {requestId !== undefined && (
          <p style={{ marginTop: "1rem", color: "#616161" }}>{t("Request id: {{requestId}}", { requestId })}</p>
        )}
      </div>
    </main>
  );
}

const CARD = {
  padding: "1rem",
  borderRadius: "0.75rem",
  background: "#fff",
  boxShadow: "0 0 0 1px rgba(0, 0, 0, 0.08), 0 1px 2px rgba(0, 0, 0, 0.1)",
} as const;

const BUTTON = {
  marginTop: "1rem",
  padding: "0.4rem 0.75rem",
  border: 0,
  borderRadius: "0.5rem",
  background: "#303030",
  color: "#fff",
  font: "inherit",
  fontWeight: 600,
  cursor: "pointer",
} as const;
